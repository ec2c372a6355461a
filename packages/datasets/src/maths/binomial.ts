/** P(k heads in n tosses of a fair coin), k = 0 … n: n choose k over 2ⁿ, from the middle outwards, then divided by their sum. */
export function binomial(n: number): Float64Array {
  const out = new Float64Array(n + 1);
  const middle = Math.floor(n / 2);
  out[middle] = 1;
  for (let k = middle; k < n; k++) out[k + 1] = ((out[k] as number) * (n - k)) / (k + 1);
  for (let k = middle; k > 0; k--) out[k - 1] = ((out[k] as number) * k) / (n - k + 1);
  const total = out.reduce((sum, value) => sum + value, 0);
  return out.map((value) => value / total);
}
