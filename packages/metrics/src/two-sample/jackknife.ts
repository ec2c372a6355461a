/** The variance of an estimate from its values with one row, or one of as many equal groups of rows, left out: (n − 1)/n · Σ(θᵢ − θ̄)². */
export function jackknifeVariance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return (1 - 1 / values.length) * values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
