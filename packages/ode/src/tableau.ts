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
  /** A second answer from the same stages, of another order: their difference estimates the error of a step (II.4). */
  readonly embedded?: { readonly order: number; readonly weights: readonly number[] };
}

/** A tableau that estimates its own error. */
export type EmbeddedTableau = Tableau & Required<Pick<Tableau, 'embedded'>>;

/** @throws PartitaError when a tableau's parts do not fit one another */
export function requireExplicit({ nodes, matrix, weights, embedded }: Tableau): void {
  const stages = nodes.length;
  if (stages === 0 || matrix.length !== stages || weights.length !== stages)
    throw new PartitaError(
      `A tableau needs as many matrix rows and weights as nodes, got ${matrix.length} and ${weights.length} for ${stages}.`,
    );
  if (embedded && embedded.weights.length !== stages)
    throw new PartitaError(`A tableau needs as many embedded weights as nodes, got ${embedded.weights.length} for ${stages}.`);
  matrix.forEach((row, i) => {
    if (row.length !== i)
      throw new PartitaError(
        `Row ${i} of an explicit tableau's matrix has ${i} entries, got ${row.length}; leave out the zeros on and above the diagonal.`,
      );
  });
}

/** First same as last: the last stage is the slope at the new state, hence the next step's first. */
const isFsal = ({ nodes, matrix, weights }: Tableau): boolean =>
  nodes.length > 1 && nodes.at(-1) === 1 && weights.at(-1) === 0 && (matrix.at(-1) ?? []).every((a, j) => a === weights[j]);

/** The tableau with the slope at the new state as its last stage; as it is where it has it already. */
export function withLastSlope(tableau: EmbeddedTableau): EmbeddedTableau {
  if (isFsal(tableau)) return tableau;
  const { nodes, matrix, weights, embedded } = tableau;
  return {
    ...tableau,
    nodes: [...nodes, 1],
    matrix: [...matrix, weights],
    weights: [...weights, 0],
    embedded: { ...embedded, weights: [...embedded.weights, 0] },
  };
}

/** The stages that the answer needs: without the last ones, if they serve the error estimate alone. */
export function withoutErrorStages({ order, nodes, matrix, weights }: Tableau): Tableau {
  const stages = weights.findLastIndex((b) => b !== 0) + 1;
  return { order, nodes: nodes.slice(0, stages), matrix: matrix.slice(0, stages), weights: weights.slice(0, stages) };
}
