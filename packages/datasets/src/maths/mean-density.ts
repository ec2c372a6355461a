import { erf, erfcx } from './error-function.ts';

/**
 * log of the mean of the standard normal density over [m − δ, m + δ], δ ≥ 0:
 *
 *     log { [Φ(m + δ) − Φ(m − δ)] / 2δ }
 *
 * The difference is taken in the tail that is small, so nothing underflows; a narrow interval uses the Taylor series
 * Σ He₂ₖ(m) δ²ᵏ / (2k + 1)! · φ(m), whose limit at δ = 0 is φ(m).
 */
export function logMeanDensity(centre: number, halfWidth: number): number {
  const m = Math.abs(centre);
  if (halfWidth * Math.max(1, m) < 0.01) return -0.5 * m * m - HALF_LOG_2PI + Math.log1p(series(m * m, halfWidth * halfWidth));
  const near = (m - halfWidth) / Math.SQRT2;
  const far = (m + halfWidth) / Math.SQRT2;
  const logTwiceMass =
    near <= 0 ? Math.log(erf(far) - erf(near)) : -near * near + Math.log(erfcx(near) - Math.exp(-2 * m * halfWidth) * erfcx(far));
  return logTwiceMass - Math.log(4 * halfWidth);
}

const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

const series = (mm: number, dd: number): number => (dd * (mm - 1)) / 6 + (dd * dd * (mm * mm - 6 * mm + 3)) / 120;
