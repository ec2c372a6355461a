import type { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/value.ts';
import { channelsFirst } from './channels-first.ts';
import { distinctOutputs } from './distinct-outputs.ts';
import { fuseBias } from './fuse-bias.ts';
import type { Pass, Program } from './program.ts';
import { prune } from './prune.ts';

const PASSES: readonly Pass[] = [prune, channelsFirst, prune, fuseBias, prune, distinctOutputs];

/** The program that computes the outputs, with everything else removed and what belongs together fused. */
export const optimise = (graph: Graph, outputs: readonly Value[]): Program =>
  PASSES.reduce<Program>((program, pass) => pass(program), { graph, nodes: graph.nodes, outputs });
