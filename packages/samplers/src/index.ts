/** Samplers that draw from one score network or K. */
export { eulerMaruyama, EulerMaruyamaSampler, type EulerMaruyamaSamplerParts } from './euler-maruyama.ts';
export { ProbabilityFlow, type Carried } from './flow.ts';
export { samplersPlugin, samplersPlugin as default } from './plugin.ts';
export { probabilityFlow, ProbabilityFlowSampler, type ProbabilityFlowSamplerParts } from './probability-flow.ts';
