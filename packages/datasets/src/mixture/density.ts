import { PartitaError, type ExactDensity } from '@partita/core';
import type { MixturePart } from './part.ts';

/** log Σₖ wₖ·pₖ(row) for each row of α·x₀ + σ·ε, the largest term taken out of the sum. */
export function mixtureDensity(parts: readonly MixturePart[], weights: readonly number[], dimension: number): ExactDensity['logDensity'] {
  const logWeights = weights.map(Math.log);
  return (rows, alpha, sigma) => {
    requireWholeRows(rows, dimension);
    const densities = parts.map((part) => part.noised(alpha, sigma));
    const terms = new Float64Array(parts.length);
    return Float64Array.from({ length: rows.length / dimension }, (_, row) => {
      densities.forEach((density, k) => (terms[k] = (logWeights[k] as number) + density(rows, row * dimension)));
      return logSumExp(terms);
    });
  };
}

/** @throws PartitaError when the numbers do not fill their last row */
export function requireWholeRows(rows: ArrayLike<number>, dimension: number): void {
  if (rows.length % dimension !== 0)
    throw new PartitaError(`rows: ${rows.length} numbers are not whole rows of ${dimension}; give [n, ${dimension}] numbers, row-major.`);
}

function logSumExp(terms: Float64Array): number {
  const largest = terms.reduce((a, b) => Math.max(a, b), -Infinity);
  if (largest === -Infinity) return -Infinity;
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}
