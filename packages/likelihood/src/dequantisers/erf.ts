/**
 * erf(x) for x ≥ 0 in double precision: 2/√π·e^{−x²}·Σ_n 2ⁿx^{2n+1}/(1·3·…·(2n+1)), a series of positive terms, which loses
 * no digits (Abramowitz & Stegun 7.1.6). From x = 6 on it is 1.
 */
export function erf(x: number): number {
  if (x >= 6) return 1;
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
