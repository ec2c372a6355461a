import { token } from '../injection/token.ts';

/**
 * A forward process with Gaussian kernel, x_t = α(t)·x₀ + σ(t)·ε, that is dx = a(t)·x dt + g(t) dw.
 * Plain numbers in double precision, no tensors. Consistency: α' = a·α and (σ²)' = 2a·σ² + g².
 */
export interface Sde {
  /** T, where the process ends: times lie in (0, T]. */
  readonly horizon: number;
  /** Standard deviation of the Gaussian prior that stands for x_T. */
  readonly priorSigma: number;
  alpha(t: number): number;
  sigma(t: number): number;
  /** The linear drift coefficient a(t), in 1/time. */
  drift(t: number): number;
  /** g²(t), in 1/time. */
  diffusion2(t: number): number;
  /** λ(t) = log(α²/σ²), strictly decreasing. */
  logSnr(t: number): number;
  /** The inverse of `logSnr`. */
  time(logSnr: number): number;
}

export const Sde = token<Sde>('Sde');
