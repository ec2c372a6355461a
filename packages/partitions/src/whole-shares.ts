/**
 * Whole numbers in proportion to weights, each at least `least`, with the given sum: the method of the largest remainder. Shares below
 * `least` are lifted to it first, and the others divide what is left. Weights that are all 0 count as equal; of equal remainders, the
 * first gets more.
 * @param weights from 0
 * @param total a whole number, at least `least` for every weight
 * @param least a whole number from 1
 */
export function wholeShares(weights: readonly number[], total: number, least: number): number[] {
  const quotas = quotasAbove(weights.some((weight) => weight > 0) ? weights : weights.map(() => 1), total, least);
  const shares = quotas.map(Math.floor);
  const left = total - sum(shares);
  const byRemainder = quotas.map((quota, i) => ({ i, remainder: quota - Math.floor(quota) })).sort((a, b) => b.remainder - a.remainder);
  for (const { i } of byRemainder.slice(0, left)) shares[i] = (shares[i] as number) + 1;
  return shares;
}

/** Real numbers in proportion to weights, but at least `least`. */
function quotasAbove(weights: readonly number[], total: number, least: number): number[] {
  let free = weights.map(() => true);
  for (;;) {
    const unit = (total - least * free.filter((each) => !each).length) / sum(weights.filter((_, i) => free[i]));
    const quotas = weights.map((weight, i) => (free[i] ? weight * unit : least));
    const above = quotas.map((quota, i) => free[i] === true && quota >= least);
    if (above.every((each, i) => each === free[i])) return quotas;
    free = above;
  }
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
