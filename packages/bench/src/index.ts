/** Benchmarks of Partita, measured beside peers that do the same work. */
export { compareCommand } from './command/compare-command.ts';
export { suiteCommands } from './command/suite-command.ts';
export { throughputCommand } from './command/throughput-command.ts';
export type { Absentee, ContestantSpec } from './contestants/contestant.ts';
export { findTorch } from './contestants/torch.ts';
export type {
  ExperimentInput,
  Laboratory,
  RunEvaluation,
  RunOutcome,
  Settings,
  StudyOutcome,
  StudyRequest,
  UntrainedModel,
} from './laboratory/laboratory.ts';
export { BUDGETS, type Budget, type BudgetName } from './protocol/budget.ts';
export type { Scaling } from './protocol/measure-scaling.ts';
export type { Block } from './protocol/block.ts';
export type { Machine } from './result/machine.ts';
export { suiteHtml } from './result/suite-html.ts';
export { suiteMarkdown } from './result/suite-markdown.ts';
export type { Row, RowValue } from './result/row.ts';
export type { Quantity, SuiteResult } from './result/suite-result.ts';
export { toMarkdown } from './result/to-markdown.ts';
export type { Contestant, Measurement, Outcome, Ratio, ThroughputResult } from './result/throughput-result.ts';
export { median, quantile, spread, type Spread } from './statistics/quantile.ts';
export { ratioOfMedians, type Interval } from './statistics/ratio.ts';
export { runSuite, type SuiteRequest } from './suite/run-suite.ts';
export type { Suite, SuiteBudget, SuitePlan, SuiteSettings, Unit, UnitOutcome, UnitSurroundings } from './suite/suite.ts';
export { SUITES } from './suites/index.ts';
export { throughput, type ThroughputEvent, type ThroughputOptions } from './throughput.ts';
export { unetBlock, unetBlockGradients, unetBlockParameters, type UNetBlockInputs, type UNetBlockSizes } from './unet-block.ts';
export { standardWorks } from './works/standard-works.ts';
export type { Work } from './works/work.ts';
