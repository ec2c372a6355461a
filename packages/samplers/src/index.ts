/** Samplers that draw from one score network or K. */
export { ancestral, ancestralFactors, AncestralSampler, ancestralStep } from './ancestral.ts';
export { ddim, ddimFactors, DdimSampler, ddimStep } from './ddim.ts';
export { courseOf, stepsOf, type Course, type CourseLeg, type CourseStep } from './descent/course.ts';
export { DescentSampler, type DescentParts } from './descent/descent-sampler.ts';
export { oneStepRule, type NoiseSource, type Rule, type Stage } from './descent/stage.ts';
export { dpmSolverPp, dpmSolverPpFactors, dpmSolverPpRule, DpmSolverPpSampler } from './dpm-solver-pp.ts';
export { edmHeun, edmHeunRule, EdmHeunSampler, type Churn } from './edm-heun.ts';
export { eulerMaruyama, eulerMaruyamaFactors, EulerMaruyamaSampler, eulerMaruyamaStep } from './euler-maruyama.ts';
export { exponentialWeights } from './exponential-weights.ts';
export { ProbabilityFlow, type Carried } from './flow.ts';
export { samplersPlugin, samplersPlugin as default } from './plugin.ts';
export {
  langevinFactors,
  predictorCorrector,
  predictorCorrectorRule,
  PredictorCorrectorSampler,
  type PredictorCorrectorParts,
} from './predictor-corrector.ts';
export { probabilityFlow, ProbabilityFlowSampler, type ProbabilityFlowSamplerParts } from './probability-flow.ts';
export { reverseDiffusion, reverseDiffusionFactors, ReverseDiffusionSampler, reverseDiffusionStep } from './reverse-diffusion.ts';
export { sdeDpmSolverPp, sdeDpmSolverPpFactors, sdeDpmSolverPpRule, SdeDpmSolverPpSampler } from './sde-dpm-solver-pp.ts';
export { unipc, unipcFactors, unipcRule, UnipcSampler } from './unipc.ts';
