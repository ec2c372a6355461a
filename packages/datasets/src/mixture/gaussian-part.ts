import type { GaussianTerm } from '@partita/core';
import { variancesOf, type GaussianComponent } from './component.ts';
import type { MixturePart } from './part.ts';

/** α·N(μ, v) + σ·ε is N(α·μ, α²v + σ²), whose score is −(x − α·μ)/(α²v + σ²). */
export function gaussianPart(component: GaussianComponent): MixturePart {
  const mean = Float64Array.from(component.mean);
  const variance = Float64Array.from(variancesOf(component));
  const deviation = variance.map(Math.sqrt);
  const axes = mean.length;

  return {
    sample(random, out, at) {
      for (let i = 0; i < axes; i++) out[at + i] = (mean[i] as number) + (deviation[i] as number) * random.normal();
    },
    noised(alpha, sigma) {
      const centre = mean.map((value) => alpha * value);
      const spread = variance.map((value) => alpha * alpha * value + sigma * sigma);
      const logScale = spread.reduce((sum, value) => sum - 0.5 * Math.log(2 * Math.PI * value), 0);
      return (rows, at) => {
        let distance = 0;
        for (let i = 0; i < axes; i++) {
          const offset = (rows[at + i] as number) - (centre[i] as number);
          distance += (offset * offset) / (spread[i] as number);
        }
        return logScale - 0.5 * distance;
      };
    },
    noisedScore(alpha, sigma) {
      return (rows, at, weight, out, to) => {
        for (let i = 0; i < axes; i++) {
          const spread = alpha * alpha * (variance[i] as number) + sigma * sigma;
          const offset = (rows[at + i] as number) - alpha * (mean[i] as number);
          out[to + i] = (out[to + i] as number) - (weight * offset) / spread;
        }
      };
    },
  };
}

/** The part as the contract of exact densities writes it. */
export const gaussianTerm = (component: GaussianComponent, weight: number): GaussianTerm => ({
  weight,
  mean: [...component.mean],
  variance: [...variancesOf(component)],
});

/** Differential entropy in nats: Σ ½ log(2πe·vᵢ). */
export const gaussianEntropy = (component: GaussianComponent): number =>
  variancesOf(component).reduce((sum, variance) => sum + 0.5 * Math.log(2 * Math.PI * Math.E * variance), 0);
