/** The log-likelihood of one score network or K, the traces that it integrates, and dequantisation. */
export { truncatedNormal, truncatedNormalDequantiser } from './dequantisers/truncated-normal.ts';
export { uniform, uniformDequantiser } from './dequantisers/uniform.ts';
export { flowField, withDirections, type FlowState } from './flow-field.ts';
export { likelihoodPlugin, likelihoodPlugin as default } from './plugin.ts';
export { probabilityFlow, ProbabilityFlowLikelihood, type ProbabilityFlowLikelihoodParts } from './probability-flow.ts';
export { ExactTrace, exactTrace } from './traces/exact.ts';
export { HutchPlusPlusTrace, hutchPlusPlus } from './traces/hutch-plus-plus.ts';
export { HutchinsonTrace, hutchinson } from './traces/hutchinson.ts';
