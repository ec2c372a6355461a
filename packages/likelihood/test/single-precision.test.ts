import {
  Backend,
  createContainer,
  intervalsFrom,
  LikelihoodEstimator,
  OdeSolver,
  Partition,
  Registry,
  Sde,
  tokenName,
} from '@partita/core';
import { likelihoodPlugin } from '@partita/likelihood';
import * as ode from '@partita/ode';
import { partitionsPlugin } from '@partita/partitions';
import { sdePlugin } from '@partita/sde';
import { type ButcherTable, gaussianModel, logNormal, mixtureModel, planContext, referenceBackend } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { flowInDouble, mixtureScore } from './double-flow.ts';

const backend = referenceBackend();
beforeAll(() => backend.start());
const container = createContainer(new Registry([sdePlugin, partitionsPlugin, ode.odePlugin, likelihoodPlugin])).provide(Backend, backend);
const kindsOf = (port: symbol): string[] => container.registry.components(tokenName(port)).map(({ kind }) => kind);
const build = (options = {}) => container.build(LikelihoodEstimator, { kind: 'probability-flow', ...options });
const optionsOf = (port: symbol, kind: string): object => (container.registry.find(port, kind).options as { shape: object }).shape;

const T_MIN = 1e-3;
const data = { mean: [0.5, -0.3], variance: [0.25, 0.04] };
const terms = [
  { weight: 0.6, mean: [-0.8, 0.4], variance: [0.08, 0.2] },
  { weight: 0.4, mean: [0.9, -0.2], variance: [0.3, 0.1] },
];
const rows = [
  [0.7, -0.2],
  [0, 0],
  [1.6, 0.3],
];

describe.each(kindsOf(Sde))('log p in float32 under %s', (kind) => {
  const sde = container.build(Sde, kind);
  for (const solver of kindsOf(OdeSolver))
    it(`${solver}: within 1e-4 nats of the same steps in double precision, for every partition`, async () => {
      const fixed = { kind: solver, ...('adaptive' in optionsOf(OdeSolver, solver) && { adaptive: false }) };
      const tableau = ode[
        `${solver.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Tableau` as keyof typeof ode
      ] as unknown as ButcherTable;
      const estimator = build({ solver: fixed, grid: { kind: 'log-snr', steps: 12 } });
      for (const partition of kindsOf(Partition)) {
        const spec = { kind: partition, ...('points' in optionsOf(Partition, partition) && { points: 6 }) };
        const model = gaussianModel(data, await container.build(Partition, spec).plan(planContext({ sde, tMin: T_MIN })), T_MIN, sde);
        const { values } = await estimator.logLikelihood(model, Float32Array.from(rows.flat()));
        tf.dispose(model.parameters);
        rows.forEach((row, i) => {
          const score = mixtureScore([{ weight: 1, ...data }]);
          const { x, logDet } = flowInDouble(model, { grid: new ode.LogSnrGrid(12), tableau, score }, row.map(Math.fround));
          expect(Math.abs((values[i] as number) - logNormal([...x], sde.priorSigma) - logDet), `${partition}, row ${i}`).toBeLessThan(1e-4);
        });
      }
    });
});

describe('random traces', () => {
  const grid = { kind: 'log-snr', steps: 6 };
  const sde = container.build(Sde, 'vp');
  const mixture = () => mixtureModel(terms, intervalsFrom([T_MIN, 0.1, 1]), T_MIN, sde);
  const logLikelihood = (options: object, x: readonly (readonly number[])[], seed = 0, model = mixture()) =>
    build({ grid, ...options }).logLikelihood(model, Float32Array.from(x.flat()), { seed });

  it('have standard errors of the right size', async () => {
    const copies = Array.from({ length: 250 }, () => [0.3, 0.3]);
    const trace = { kind: 'hutchinson', probes: 40, distribution: 'gaussian' };
    const [exact] = (await logLikelihood({ solver: 'heun' }, [[0.3, 0.3]])).values as unknown as [number];
    const { values, standardErrors } = await logLikelihood({ solver: 'heun', trace }, copies);
    const pulls = values.map((value, i) => (value - exact) / (standardErrors?.[i] as number));
    const covered = pulls.filter((pull) => Math.abs(pull) < 2.023).length / copies.length;
    // 95 in 100, and a little fewer because each estimate is skewed like χ².
    expect(covered).toBeGreaterThan(0.9);
    expect(covered).toBeLessThan(0.98);
    const mean = values.reduce((sum, value) => sum + value / copies.length, 0);
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / (copies.length - 1), 0));
    expect(Math.abs(mean - exact)).toBeLessThan((4 * spread) / Math.sqrt(copies.length));
    const stated = Math.sqrt((standardErrors ?? new Float64Array(1)).reduce((sum, error) => sum + error ** 2 / copies.length, 0));
    expect(Math.abs(stated / spread - 1)).toBeLessThan(0.15);
  });

  it('cannot tell their error from one estimate, and need not where there is nothing random', async () => {
    expect((await logLikelihood({ trace: { kind: 'hutchinson', probes: 1 } }, rows)).standardErrors).toEqual(new Float64Array(3).fill(NaN));
    expect((await logLikelihood({}, rows)).standardErrors).toBeUndefined();
  });

  it('agree with the exact one for an isotropic Gaussian and Rademacher directions', async () => {
    const isotropic = () => mixtureModel([{ weight: 1, mean: [0.2, -0.1], variance: [0.3, 0.3] }], intervalsFrom([T_MIN, 1]), T_MIN, sde);
    const { values, standardErrors } = await logLikelihood({ trace: { kind: 'hutchinson', probes: 3 } }, rows, 0, isotropic());
    const exact = await logLikelihood({}, rows, 0, isotropic());
    values.forEach((value, i) => expect(Math.abs(value - (exact.values[i] as number))).toBeLessThan(1e-5));
    expect(Math.max(...(standardErrors ?? [1]))).toBeLessThan(1e-5);
  });

  it.each(['exact', { kind: 'hutchinson', probes: 2 }, { kind: 'hutch++', products: 3, repeats: 1 }])(
    'give a row the same bits whatever its batch: %j',
    async (trace) => {
      for (const solver of ['rk4', { kind: 'dormand-prince', relative: 1e-3, absolute: 1e-3 }]) {
        const all = await logLikelihood({ trace, solver }, rows);
        expect((await logLikelihood({ trace, solver, batch: 2 }, rows)).values).toEqual(all.values);
      }
    },
  );

  it.each(['hutchinson', 'hutch++'])('are a function of the seed: %s', async (trace) => {
    const one = await logLikelihood({ trace }, rows, 1);
    expect(await logLikelihood({ trace }, rows, 1)).toEqual(one);
    expect((await logLikelihood({ trace }, rows, 2)).values).not.toEqual(one.values);
  });
});
