import { PartitaError } from '@partita/core';

/**
 * An explicit Runge-Kutta method as its Butcher tableau: k_i = f(u + c_i·h, y + h·Σ_{j<i} a_ij·k_j), y' = y + h·Σ_i b_i·k_i
 * (Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, II.1).
 */
export interface Tableau {
  /** Global order of accuracy. */
  readonly order: number;
  /** c, one per stage. */
  readonly nodes: readonly number[];
  /** a, strictly lower triangular: row i has i entries. */
  readonly matrix: readonly (readonly number[])[];
  /** b, one per stage. */
  readonly weights: readonly number[];
}

/** @throws PartitaError when a tableau's parts do not fit one another */
export function requireExplicit({ nodes, matrix, weights }: Tableau): void {
  const stages = nodes.length;
  if (stages === 0 || matrix.length !== stages || weights.length !== stages)
    throw new PartitaError(
      `A tableau needs as many matrix rows and weights as nodes, got ${matrix.length} and ${weights.length} for ${stages}.`,
    );
  matrix.forEach((row, i) => {
    if (row.length !== i)
      throw new PartitaError(
        `Row ${i} of an explicit tableau's matrix has ${i} entries, got ${row.length}; leave out the zeros on and above the diagonal.`,
      );
  });
}
