/**
 * The exponent γ ≥ 0 of the power function t^γ whose standard deviation is the share `width` of its length (arXiv 2312.02696, §3.1):
 *
 *   width² = (γ + 1)/((γ + 2)²·(γ + 3)),  that is  γ³ + 7γ² + (16 − w)·γ + (12 − w) = 0  with  w = 1/width².
 *
 * At 1/width the cubic is above its largest root and convex, so Newton's steps come down to it without leaving it.
 * @param width in (0, 1/√12]
 */
export function powerExponent(width: number): number {
  const w = width ** -2;
  let gamma = 1 / width;
  for (;;) {
    const value = ((gamma + 7) * gamma + 16 - w) * gamma + 12 - w;
    const next = gamma - value / ((3 * gamma + 14) * gamma + 16 - w);
    if (!(next < gamma)) return gamma;
    gamma = next;
  }
}
