import { randomStream, type GaussianTerm, type Metric } from '@partita/core';
import { controlledMean } from './closed-form/controlled-mean.ts';
import { gaussianKl } from './closed-form/gaussian-kl.ts';

/**
 * What a perfect model loses because it starts from the prior π and not from the data's own distribution at the horizon T, in nats:
 *
 *     KL(p_T ‖ π),   π = N(0, priorSigma²)
 *
 * A closed form for one Gaussian, ½Σ[r − 1 − log r + α²m²/priorSigma²] with r = (α²s² + σ²)/priorSigma²; else a mean over noised test
 * rows of u = log(p_T/π), with e^{−u} − 1, whose mean is 0, as control variate. Undefined for data without an exact density.
 */
export const priorMismatch = (): Metric => ({
  name: 'prior-mismatch',
  async measure(context) {
    const { exact } = context.dataset;
    if (!exact) return undefined;
    const { sde, dimension } = context.score;
    const [alpha, sigma] = [sde.alpha(sde.horizon), sde.sigma(sde.horizon)];
    const priorVariance = sde.priorSigma ** 2;
    const [term, ...others] = exact.gaussians ?? [];
    if (term && others.length === 0) return { value: ofGaussian(term, alpha, sigma, priorVariance), standardError: 0, unit: 'nats' };

    const random = randomStream(context.seed, 'prior-mismatch');
    const noised = Float64Array.from(await context.testRows(), (x) => alpha * x + sigma * random.normal());
    const logRatio = exact
      .logDensity(noised, alpha, sigma)
      .map((value, row) => value - logNormal(noised.subarray(row * dimension, (row + 1) * dimension), priorVariance));
    return {
      ...controlledMean(
        logRatio,
        logRatio.map((u) => Math.expm1(-u)),
      ),
      unit: 'nats',
    };
  },
});

const ofGaussian = ({ mean, variance }: GaussianTerm, alpha: number, sigma: number, priorVariance: number): number =>
  mean.reduce((sum, m, i) => sum + gaussianKl(alpha * m, alpha ** 2 * (variance[i] as number) + sigma ** 2, priorVariance), 0);

/** log N(x; 0, variance·I) */
const logNormal = (x: Float64Array, variance: number): number =>
  -0.5 * x.reduce((sum, value) => sum + (value * value) / variance + Math.log(2 * Math.PI * variance), 0);
