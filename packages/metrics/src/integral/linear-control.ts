import type { Moments } from './moments.ts';
import type { NoisedRow } from './noised-row.ts';

/**
 * What ‖ε − ε̂‖² of the best linear denoiser, that of Gaussian data with these moments, has beyond its mean over the noise:
 *
 *     Σ (α/v)²·[α²s⁴(ε² − 1) − 2ασs²·ε·(x₀ − m)],   v = α²s² + σ²
 *
 * Its mean is 0 whatever the data, and it moves with the loss of every good network: subtracted from the loss, it takes nearly all of
 * the noise's spread away (a control variate).
 */
export function linearControl({ noise, alpha, sigma }: NoisedRow, x0: Float32Array, { mean, variance }: Moments): number {
  return noise.reduce((sum, eps, i) => {
    const s2 = variance[i] as number;
    const v = alpha ** 2 * s2 + sigma ** 2;
    const offset = (x0[i] as number) - (mean[i] as number);
    return sum + (alpha / v) ** 2 * ((alpha * s2) ** 2 * (eps * eps - 1) - 2 * alpha * sigma * s2 * eps * offset);
  }, 0);
}
