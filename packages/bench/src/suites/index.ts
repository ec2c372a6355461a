import type { Suite } from '../suite/suite.ts';
import { likelihoodSuite } from './likelihood/suite.ts';
import { memorySuite } from './memory/suite.ts';
import { paper2dSuite } from './paper-2d/suite.ts';
import { partitionsSuite } from './partitions/suite.ts';
import { scalingSuite } from './scaling/suite.ts';
import { solversSuite } from './solvers/suite.ts';

/** The suites that give rows of cells; `throughput` has a form of its own. */
export const SUITES: readonly Suite[] = [partitionsSuite, paper2dSuite, scalingSuite, solversSuite, likelihoodSuite, memorySuite];
