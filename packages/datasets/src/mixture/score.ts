import { PartitaError, type ExactDensity } from '@partita/core';
import { requireWholeRows } from './density.ts';
import type { MixturePart } from './part.ts';

/** Terms that are smaller than the largest by this many nats do not reach its last digit. */
const NEGLIGIBLE = 45;

/** ∇ log Σₖ wₖ·pₖ = Σₖ rₖ·∇ log pₖ for each row of α·x₀ + σ·ε, with rₖ = wₖpₖ/Σwⱼpⱼ the softmax of the log terms. */
export function mixtureScore(
  parts: readonly MixturePart[],
  weights: readonly number[],
  dimension: number,
): NonNullable<ExactDensity['score']> {
  const logWeights = weights.map(Math.log);
  const terms = new Float64Array(parts.length);

  return (rows, alpha, sigma) => {
    requireWholeRows(rows, dimension);
    if (!(sigma > 0)) throw new PartitaError(`The exact score needs noise, sigma above 0, got ${sigma}.`);
    const densities = parts.map((part) => part.noised(alpha, sigma));
    const scores = parts.map((part) => part.noisedScore(alpha, sigma));
    const out = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at += dimension) {
      let largest = -Infinity;
      densities.forEach((density, k) => {
        const term = (logWeights[k] as number) + density(rows, at);
        terms[k] = term;
        if (!(term <= largest)) largest = term; // takes a NaN over
      });
      const total = terms.reduce((sum, term) => sum + Math.exp(term - largest), 0);
      scores.forEach((score, k) => {
        const below = largest - (terms[k] as number);
        if (!(below > NEGLIGIBLE)) score(rows, at, Math.exp(-below) / total, out, at);
      });
    }
    return out;
  };
}
