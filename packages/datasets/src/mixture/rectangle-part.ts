import { logMeanDensity } from '../maths/mean-density.ts';
import { meanDensitySlope } from '../maths/mean-density-slope.ts';
import type { RectangleComponent } from './component.ts';
import type { MixturePart, RowDensity } from './part.ts';

/** A row is rounded to a float32, so a draw at an edge can land just outside. */
const FLOAT32_EPSILON = 2 ** -23;

/**
 * With y = Rᵀ(x − α·center), the coordinates in the rectangle's own axes, and h its half-size, the density of α·x₀ + σ·ε is
 *
 *     ∏ᵢ [Φ((yᵢ + α·hᵢ)/σ) − Φ((yᵢ − α·hᵢ)/σ)] / (2α·hᵢ)
 *
 * Its score is the slope of the logarithm of each factor in yᵢ, turned back by R.
 */
export function rectanglePart({ center: [cx, cy], halfSize: [hx, hy], angleDegrees }: RectangleComponent): MixturePart {
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);

  const inOwnAxes =
    (alpha: number, density: (u: number, v: number) => number): RowDensity =>
    (rows, at) => {
      const x = (rows[at] as number) - alpha * cx;
      const y = (rows[at + 1] as number) - alpha * cy;
      return density(cos * x + sin * y, cos * y - sin * x);
    };

  return {
    sample(random, out, at) {
      const u = hx * (2 * random.uniform() - 1);
      const v = hy * (2 * random.uniform() - 1);
      out[at] = cx + cos * u - sin * v;
      out[at + 1] = cy + sin * u + cos * v;
    },
    noised(alpha, sigma) {
      if (sigma > 0) {
        const logArea = 2 * Math.log(sigma);
        return inOwnAxes(
          alpha,
          (u, v) => logMeanDensity(u / sigma, (alpha * hx) / sigma) + logMeanDensity(v / sigma, (alpha * hy) / sigma) - logArea,
        );
      }
      const edge = alpha * FLOAT32_EPSILON * (Math.abs(cx) + Math.abs(cy) + hx + hy);
      const inside = -Math.log(4 * alpha * hx * alpha * hy);
      return inOwnAxes(alpha, (u, v) => {
        if (Number.isNaN(u + v)) return Number.NaN;
        return Math.abs(u) <= alpha * hx + edge && Math.abs(v) <= alpha * hy + edge ? inside : -Infinity;
      });
    },
    noisedScore(alpha, sigma) {
      return (rows, at, weight, out, to) => {
        const x = (rows[at] as number) - alpha * cx;
        const y = (rows[at + 1] as number) - alpha * cy;
        const u = meanDensitySlope((cos * x + sin * y) / sigma, (alpha * hx) / sigma) / sigma;
        const v = meanDensitySlope((cos * y - sin * x) / sigma, (alpha * hy) / sigma) / sigma;
        out[to] = (out[to] as number) + weight * (cos * u - sin * v);
        out[to + 1] = (out[to + 1] as number) + weight * (sin * u + cos * v);
      };
    },
  };
}
