import type { Graph } from '../graph/graph.ts';
import type { Node, Value } from '../graph/value.ts';

/** A finished program: operators in an order in which they can run. */
export interface Program {
  readonly graph: Graph;
  readonly nodes: readonly Node[];
  readonly outputs: readonly Value[];
}

/** Rewrites a program into one that computes the same. */
export type Pass = (program: Program) => Program;

/** How often each value is used, results included. */
export function countUses({ nodes, outputs }: Program): ReadonlyMap<Value, number> {
  const uses = new Map<Value, number>();
  const count = (value: Value | undefined): void => {
    if (value) uses.set(value, (uses.get(value) ?? 0) + 1);
  };
  for (const { inputs } of nodes) inputs.forEach(count);
  outputs.forEach(count);
  return uses;
}
