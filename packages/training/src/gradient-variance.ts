/**
 * The trace of the covariance of one row's gradient, from the gradients of M independent batches of b rows:
 *
 *     b / (M − 1) · Σ ‖g_m − ḡ‖²
 *
 * @param gradients M ≥ 2 vectors of one length
 */
export function gradientVariance(gradients: readonly Float32Array[], rows: number): number {
  const count = gradients.length;
  let sum = 0;
  for (let i = 0; i < (gradients[0]?.length ?? 0); i++) {
    let mean = 0;
    for (const gradient of gradients) mean += (gradient[i] as number) / count;
    for (const gradient of gradients) sum += ((gradient[i] as number) - mean) ** 2;
  }
  return (rows * sum) / (count - 1);
}
