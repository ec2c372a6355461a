import { FLOW_FIELDS, flowSegments, type GaussianTerm, type PartitionedScore, type ScheduleValues, type TimeGrid } from '@partita/core';
import { solveInDouble, type ButcherTable } from '@partita/testing';

/** A score with the trace of its Jacobian, for one row, in double precision. */
export type DoubleScore = (x: Float64Array, at: ScheduleValues) => { readonly score: Float64Array; readonly trace: number };

/**
 * The exact score of noised data Σ w_j·N(m_j, diag V_j). With S_j = α²V_j + σ², g_j = −(x − α·m_j)/S_j and r_j the share of
 * term j at x: s = Σ r_j·g_j and tr ∂s/∂x = Σ r_j·(‖g_j‖² − Σ 1/S_j) − ‖s‖².
 */
export const mixtureScore =
  (terms: readonly GaussianTerm[]): DoubleScore =>
  (x, { alpha, sigma }) => {
    const parts = terms.map(({ weight, mean, variance }) => {
      const spread = variance.map((v) => alpha * alpha * v + sigma * sigma);
      const g = spread.map((s, i) => -((x[i] as number) - alpha * (mean[i] as number)) / s);
      const log = spread.reduce((sum, s, i) => sum - 0.5 * (Math.log(s) + (g[i] as number) ** 2 * s), Math.log(weight));
      const inner = g.reduce((sum, value) => sum + value * value, 0) - spread.reduce((sum, s) => sum + 1 / s, 0);
      return { g, log, inner };
    });
    const largest = Math.max(...parts.map(({ log }) => log));
    const total = parts.reduce((sum, { log }) => sum + Math.exp(log - largest), 0);
    const shares = parts.map(({ log }) => Math.exp(log - largest) / total);
    const score = Float64Array.from(x, (_, i) => parts.reduce((sum, { g }, j) => sum + (shares[j] as number) * (g[i] as number), 0));
    const second = parts.reduce((sum, { inner }, j) => sum + (shares[j] as number) * inner, 0);
    return { score, trace: second - score.reduce((sum, value) => sum + value * value, 0) };
  };

/**
 * Where the probability flow carries a row from tMin to T, and the log-determinant on the way: production's nodes, coefficients and
 * tables, with double-precision arithmetic in place of tensors.
 */
export function flowInDouble(
  model: PartitionedScore,
  { grid, tableau, score }: { readonly grid: TimeGrid; readonly tableau: ButcherTable; readonly score: DoubleScore },
  row: readonly number[],
): { readonly x: Float64Array; readonly logDet: number } {
  const dimension = row.length;
  let state: Float64Array = Float64Array.of(...row, 0);
  const unused = () => () => {
    throw new Error('tensors are not used here');
  };
  for (const segment of flowSegments(model, grid, { from: model.tMin, to: model.sde.horizon }, unused)) {
    const field = (u: number, y: Float64Array): Float64Array => {
      const values = segment.coefficients(u);
      const at = Object.fromEntries(FLOW_FIELDS.map((name, i) => [name, values[i]])) as unknown as ScheduleValues & {
        linear: number;
        gain: number;
      };
      const { score: s, trace } = score(y.subarray(0, dimension), at);
      const slope = Float64Array.from(s, (value, i) => at.linear * (y[i] as number) - at.gain * value);
      return Float64Array.of(...slope, at.linear * dimension - at.gain * trace);
    };
    state = solveInDouble({ tableau, field, nodes: segment.nodes, initial: state });
  }
  return { x: state.subarray(0, dimension), logDet: state[dimension] as number };
}
