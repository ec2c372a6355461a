import {
  ancestralFactors,
  ddimFactors,
  dpmSolverPpRule,
  edmHeunRule,
  eulerMaruyamaFactors,
  oneStepRule,
  predictorCorrectorRule,
  reverseDiffusionFactors,
  sdeDpmSolverPpRule,
  unipcRule,
  type Rule,
} from '@partita/samplers';

export const ddimRule = (eta: number): Rule => oneStepRule((sde, t, next) => ddimFactors(sde, t, next, eta));

/** Every rule, with the component that makes it. */
export const rules: readonly {
  readonly spec: { kind: string; [option: string]: unknown };
  readonly rule: Rule;
  readonly multistep?: true;
}[] = [
  { spec: { kind: 'euler-maruyama' }, rule: oneStepRule(eulerMaruyamaFactors) },
  { spec: { kind: 'reverse-diffusion' }, rule: oneStepRule(reverseDiffusionFactors) },
  { spec: { kind: 'ancestral' }, rule: oneStepRule(ancestralFactors) },
  { spec: { kind: 'ddim' }, rule: ddimRule(0) },
  { spec: { kind: 'ddim', eta: 0.5 }, rule: ddimRule(0.5) },
  {
    spec: { kind: 'predictor-corrector', predictor: 'ancestral', correctorSteps: 2, snr: 0.1 },
    rule: predictorCorrectorRule({ predictor: { factors: ancestralFactors }, correctorSteps: 2, snr: 0.1 }),
  },
  { spec: { kind: 'edm-heun' }, rule: edmHeunRule() },
  { spec: { kind: 'edm-heun', sChurn: 8, sMax: 20 }, rule: edmHeunRule({ sChurn: 8, sMax: 20 }) },
  { spec: { kind: 'dpm-solver-pp', order: 1 }, rule: dpmSolverPpRule(1) },
  { spec: { kind: 'dpm-solver-pp' }, rule: dpmSolverPpRule(2), multistep: true },
  { spec: { kind: 'dpm-solver-pp', order: 3 }, rule: dpmSolverPpRule(3), multistep: true },
  { spec: { kind: 'sde-dpm-solver-pp' }, rule: sdeDpmSolverPpRule, multistep: true },
  { spec: { kind: 'unipc' }, rule: unipcRule(2), multistep: true },
  { spec: { kind: 'unipc', order: 3 }, rule: unipcRule(3), multistep: true },
];

export const nameOf = ({ kind, ...options }: { kind: string; [option: string]: unknown }): string =>
  [kind, ...Object.entries(options).map(([option, value]) => `${option} ${String(value)}`)].join(' ');
