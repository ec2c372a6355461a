import type { GaussianTerm, Metric } from '@partita/core';
import { gaussianKl } from './closed-form/gaussian-kl.ts';
import { meanInNats } from './mean.ts';

/**
 * What a perfect model loses because it stops at tMin, in nats: the likelihood of the data under p_tMin, the density of α·x₀ + σ·ε,
 *
 *     E[−log p_tMin(x₀)] − H = KL(p₀ ‖ p_tMin)
 *
 * A closed form for one Gaussian, ½Σ[log(v/s²) + (s² + (1 − α)²m²)/v − 1] with v = α²s² + σ²; else the mean of log p₀ − log p_tMin
 * over the test rows. O(σ⁴) for smooth data, O(σ) where the density jumps. Undefined for data without an exact density.
 */
export const truncation = (): Metric => ({
  name: 'truncation',
  async measure(context) {
    const { exact } = context.dataset;
    if (!exact) return undefined;
    const { sde, tMin } = context.score;
    const [alpha, sigma] = [sde.alpha(tMin), sde.sigma(tMin)];
    const [term, ...others] = exact.gaussians ?? [];
    if (term && others.length === 0) return { value: ofGaussian(term, alpha, sigma), standardError: 0, unit: 'nats' };
    const rows = await context.testRows();
    const noised = exact.logDensity(rows, alpha, sigma);
    return meanInNats(exact.logDensity(rows, 1, 0).map((value, row) => value - (noised[row] as number)));
  },
});

const ofGaussian = ({ mean, variance }: GaussianTerm, alpha: number, sigma: number): number =>
  mean.reduce((sum, m, i) => {
    const s2 = variance[i] as number;
    return sum + gaussianKl((1 - alpha) * m, s2, alpha ** 2 * s2 + sigma ** 2);
  }, 0);
