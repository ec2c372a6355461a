/** Benchmarks of Partita, measured beside peers that do the same work. */
export { throughputCommand } from './command/throughput-command.ts';
export type { Absentee, ContestantSpec } from './contestants/contestant.ts';
export { findTorch } from './contestants/torch.ts';
export { BUDGETS, type Budget, type BudgetName } from './protocol/budget.ts';
export type { Scaling } from './protocol/measure-scaling.ts';
export type { Block } from './protocol/block.ts';
export type { Machine } from './result/machine.ts';
export { toMarkdown } from './result/to-markdown.ts';
export type { Contestant, Measurement, Outcome, Ratio, ThroughputResult } from './result/throughput-result.ts';
export { median, quantile, spread, type Spread } from './statistics/quantile.ts';
export { ratioOfMedians, type Interval } from './statistics/ratio.ts';
export { throughput, type ThroughputEvent, type ThroughputOptions } from './throughput.ts';
export { unetBlock, unetBlockGradients, unetBlockParameters, type UNetBlockInputs, type UNetBlockSizes } from './unet-block.ts';
export { standardWorks } from './works/standard-works.ts';
export type { Work } from './works/work.ts';
