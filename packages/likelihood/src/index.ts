/** The log-likelihood of one score network or K, and the trace that it integrates. */
export { ExactTrace, exactTrace } from './exact-trace.ts';
export { flowField, type FlowState } from './flow-field.ts';
export { likelihoodPlugin, likelihoodPlugin as default } from './plugin.ts';
export { probabilityFlow, ProbabilityFlowLikelihood, type ProbabilityFlowLikelihoodParts } from './probability-flow.ts';
