import { erf, erfcx } from './error-function.ts';

/**
 * d/dm of the log of the mean of the standard normal density φ over [m − δ, m + δ], δ ≥ 0:
 *
 *     [φ(m + δ) − φ(m − δ)] / [Φ(m + δ) − Φ(m − δ)]
 *
 * It is odd in m; for m > 0 both differences are taken with φ(m − δ) as their unit, e^{−2mδ} − 1 by expm1, so that the quotient
 * has all its digits in both tails. Far out it is −(m − δ); a narrow interval uses the Taylor series of `logMeanDensity`, and the
 * limit at δ = 0 is −m.
 */
export function meanDensitySlope(centre: number, halfWidth: number): number {
  return centre < 0 ? -slopeRight(-centre, halfWidth) : slopeRight(centre, halfWidth);
}

function slopeRight(m: number, halfWidth: number): number {
  if (halfWidth * Math.max(1, m) < 0.01) return narrow(m, m * m, halfWidth * halfWidth);
  const near = (m - halfWidth) / Math.SQRT2;
  const far = (m + halfWidth) / Math.SQRT2;
  const fall = Math.expm1(-2 * m * halfWidth);
  if (near <= 0) return (TWO_OVER_ROOT_2PI * Math.exp(-near * near) * fall) / (erf(far) - erf(near));
  return (TWO_OVER_ROOT_2PI * fall) / (erfcx(near) - (1 + fall) * erfcx(far));
}

const TWO_OVER_ROOT_2PI = Math.sqrt(2 / Math.PI);

function narrow(m: number, mm: number, dd: number): number {
  const series = (dd * (mm - 1)) / 6 + (dd * dd * (mm * mm - 6 * mm + 3)) / 120;
  const slope = (dd * m) / 3 + (dd * dd * m * (mm - 3)) / 30;
  return slope / (1 + series) - m;
}
