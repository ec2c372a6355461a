/** The part of an explicit Runge-Kutta tableau that a step reads; `Tableau` of `@partita/ode` has it. */
export interface ButcherTable {
  /** c, one per stage. */
  readonly nodes: readonly number[];
  /** a, strictly lower triangular: row i has i entries. */
  readonly matrix: readonly (readonly number[])[];
  /** b, one per stage. */
  readonly weights: readonly number[];
}

export interface DoubleProblem {
  readonly tableau: ButcherTable;
  /** dy/du. What it returns may be reused by it: it is copied. */
  readonly field: (u: number, y: Float64Array) => ArrayLike<number>;
  /** The stops, in the direction of integration. */
  readonly nodes: readonly number[];
  /** y at the first stop; it stays as it is. */
  readonly initial: ArrayLike<number>;
}

/**
 * y at the last stop, by one Runge-Kutta step from stop to stop in double precision on the host:
 * k_i = f(u + c_i·h, y + h·Σ_{j<i} a_ij·k_j), y' = y + h·Σ_i b_i·k_i. It reads the tables that the solvers read, so that
 * it certifies them where single precision would hide their order. Fields that jump take one call per side of the jump.
 */
export function solveInDouble({ tableau, field, nodes, initial }: DoubleProblem): Float64Array {
  let y: Float64Array = Float64Array.from(initial);
  for (let i = 1; i < nodes.length; i++) {
    const [u, next] = [nodes[i - 1] as number, nodes[i] as number];
    const slopes: Float64Array[] = [];
    tableau.nodes.forEach((c, stage) => {
      const at = c === 1 ? next : u + c * (next - u);
      slopes.push(Float64Array.from(field(at, moved(y, next - u, tableau.matrix[stage] ?? [], slopes))));
    });
    y = moved(y, next - u, tableau.weights, slopes);
  }
  return y;
}

/** y + h·Σ w_j·k_j */
const moved = (y: Float64Array, h: number, weights: readonly number[], slopes: readonly Float64Array[]): Float64Array =>
  y.map((value, i) => value + h * weights.reduce((sum, w, j) => sum + w * (slopes[j]?.[i] ?? 0), 0));
