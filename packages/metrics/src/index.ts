/** What a trained score is worth. */
export { entropyGap } from './entropy-gap.ts';
export { nll } from './nll.ts';
export { metricsPlugin, metricsPlugin as default } from './plugin.ts';
