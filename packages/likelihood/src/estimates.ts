/** The mean of independent estimates. */
export const meanOf = (estimates: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < estimates.length; i++) sum += estimates[i] as number;
  return sum / estimates.length;
};

/** The standard error of their mean, s/√n; NaN for one, which cannot tell. */
export function standardErrorOf(estimates: ArrayLike<number>): number {
  const n = estimates.length;
  const mean = meanOf(estimates);
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((estimates[i] as number) - mean) ** 2;
  return Math.sqrt(squares / ((n - 1) * n));
}
