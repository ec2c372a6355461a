import type { Dequantiser, Metric } from '@partita/core';
import { dequantised } from './lattice/dequantised.ts';
import { meanOf } from './mean.ts';

export interface BitsPerDimensionOptions {
  readonly dequantiser: Dequantiser;
  /** K, draws per row. */
  readonly draws: number;
}

/**
 * The discrete code length of rows on a lattice, in bits per dimension, bounded with K dequantised draws y ~ q(y | x):
 *
 *     −log P(x) ≤ −E log (1/K) Σₖ p(yₖ)/q(yₖ | x)
 *
 * (Theis et al., arXiv 1511.01844; Burda et al., arXiv 1509.00519; Hoogeboom et al., arXiv 2001.11235). It falls with K, to the mass that
 * the density puts on the row's cells. The data set's own affine map gives q, so there is no offset to get wrong. The parts, where the
 * discrete entropy is known: that, which no model undercuts, and the excess. Undefined for data without a lattice.
 */
export const bitsPerDimension = ({ dequantiser, draws }: BitsPerDimensionOptions): Metric => ({
  name: 'bits-per-dimension',
  async measure(context) {
    const { dataset, score, likelihood, seed, signal } = context;
    const { lattice } = dataset;
    if (!lattice) return undefined;
    const rows = await context.testRows();
    const ratios: Float64Array[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const { rows: y, logDensity } = dequantised(rows, lattice, context, dequantiser, draw);
      const { values } = await likelihood.logLikelihood(score, y, { seed: seed + draw, ...(signal && { signal }) });
      ratios.push(values.map((value, row) => value - (logDensity[row] as number)));
    }

    const unit = score.dimension * Math.LN2;
    const surprise = Float64Array.from(
      { length: rows.length / score.dimension },
      (_, row) => -logMeanExp(ratios.map((of) => of[row] as number)),
    );
    const { value, standardError } = meanOf(surprise.map((nats) => nats / unit));
    const entropy = lattice.entropy === undefined ? undefined : lattice.entropy / unit;
    return {
      value,
      standardError,
      unit: 'bits/dim',
      ...(entropy !== undefined && {
        parts: [
          { name: 'entropy', value: entropy, standardError: 0 },
          { name: 'excess', value: value - entropy, standardError },
        ],
      }),
    };
  },
});

/** log (1/K) Σ eᵃ, the largest term taken out. */
function logMeanExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0) / values.length);
}
