import type { Graph } from '../graph/graph.ts';
import type { Value } from '../graph/value.ts';
import { blockedConvolutions } from './blocked-convolutions.ts';
import { channelsFirst } from './channels-first.ts';
import { columnSums } from './column-sums.ts';
import { cutProducts } from './cut-products.ts';
import { distinctOutputs } from './distinct-outputs.ts';
import { fuseBias } from './fuse-bias.ts';
import { narrowSplits } from './narrow-splits.ts';
import { preciseWaves } from './precise-waves.ts';
import type { Pass, Program } from './program.ts';
import { prune } from './prune.ts';

/** What a program is optimised for. */
export interface Target {
  /** Channels that the processor's own convolutions take at a time; see `blockedConvolutions`. @default 1 */
  readonly block?: number;
  /** Whether sums are written as ONNX Runtime's kernels for a processor do them fastest, for the sizes at hand alone. @default false */
  readonly tuned?: boolean;
  /** Whether the graph runs in WebGPU's shaders, which read few tensors at a time and have rough sines. @default false */
  readonly inShaders?: boolean;
}

const passes = ({ block = 1, tuned = false, inShaders = false }: Target): Pass[] => [
  prune,
  channelsFirst,
  prune,
  cutProducts,
  ...(tuned ? [columnSums] : []),
  ...(inShaders ? [narrowSplits, preciseWaves] : []),
  fuseBias,
  blockedConvolutions(block),
  prune,
  distinctOutputs,
];

/** The program that computes the outputs, with everything else removed and what belongs together fused; in standard operators by default. */
export const optimise = (graph: Graph, outputs: readonly Value[], target: Target = {}): Program =>
  passes(target).reduce<Program>((program, pass) => pass(program), { graph, nodes: graph.nodes, outputs });
