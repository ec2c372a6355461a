import type { Tableau } from '@partita/ode';

/** A rooted tree, by the trees that hang from its root (Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, II.2). */
export type Tree = readonly Tree[];

/** Every rooted tree with so many vertices: 1, 1, 2, 4, 9, 20, … */
export const treesOf = (order: number): Tree[] => forests(order - 1, order - 1);

/** Multisets of trees with so many vertices in all, none of them larger than `most`, largest first. */
function forests(vertices: number, most: number, from = 0): Tree[] {
  if (vertices === 0) return [[]];
  if (most === 0) return [];
  const own = treesOf(most);
  const without = forests(vertices, most - 1);
  if (most > vertices) return without;
  const withOne = own.slice(from).flatMap((tree, i) => forests(vertices - most, most, from + i).map((rest) => [tree, ...rest]));
  return [...withOne, ...without];
}

const sizeOf = (tree: Tree): number => tree.reduce((sum, branch) => sum + sizeOf(branch), 1);

/** γ */
export const densityOf = (tree: Tree): number => tree.reduce((product, branch) => product * densityOf(branch), sizeOf(tree));

/** Φ = Σ_i b_i·Φ_i with Φ_i = Π over branches of Σ_j a_ij·Φ_j. The condition of order is Φ = 1/γ. */
export const weightOf = (tree: Tree, { matrix }: Pick<Tableau, 'matrix'>, weights: readonly number[]): number => {
  const stages = (each: Tree): number[] => {
    const branches = each.map(stages);
    return matrix.map((row) => branches.reduce((product, values) => product * dot(row, values), 1));
  };
  return dot(weights, stages(tree));
};

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
