import type { Suite } from '../suite/suite.ts';
import { partitionsSuite } from './partitions/suite.ts';

/** The suites that give rows of cells; `throughput` has a form of its own. */
export const SUITES: readonly Suite[] = [partitionsSuite];
