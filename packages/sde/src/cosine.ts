import { defineComponent, Sde } from '@partita/core';
import { z } from 'zod';

/**
 * The variance-preserving process on a quarter circle (Nichol & Dhariwal 2021, arXiv 2102.09672, in continuous time), with the
 * shift of Hoogeboom et al. 2023 (arXiv 2301.11093), which lowers log-SNR at every time for images that are large:
 *
 *   θ(t) = θ₁·t,   σ/α = k·tan θ,   k = e^{−shift/2},   λ = −2 log tan θ + shift,   k·tan θ₁ = e^{−λ₁/2}
 *   r² = cos²θ + k²·sin²θ,   α = cos θ/r,   σ = k·sin θ/r,   g² = 2θ₁·k²·tan θ/r²,   a = −½g²
 *
 * Without a shift k = r = 1. At a full quarter α would vanish and λ would be −∞, so time ends at a log-SNR of λ₁.
 */
export class CosineSde implements Sde {
  readonly horizon = 1;
  readonly priorSigma = 1;
  readonly #shift: number;
  readonly #ratio: number;
  readonly #turn: number;

  /** @param options λ at t = 1, and what is added to the log-SNR of the circle, in nats */
  constructor({ logSnrMin = -10, shift = 0 }: { readonly logSnrMin?: number; readonly shift?: number } = {}) {
    this.#shift = shift;
    this.#ratio = Math.exp(-0.5 * shift);
    this.#turn = Math.atan(Math.exp(0.5 * (shift - logSnrMin)));
  }

  alpha(t: number): number {
    return Math.cos(this.#turn * t) / this.#radius(t);
  }

  sigma(t: number): number {
    return (this.#ratio * Math.sin(this.#turn * t)) / this.#radius(t);
  }

  drift(t: number): number {
    return -this.#turn * Math.tan(this.#turn * t) * (this.#ratio / this.#radius(t)) ** 2;
  }

  diffusion2(t: number): number {
    return -2 * this.drift(t);
  }

  logSnr(t: number): number {
    return this.#shift - 2 * Math.log(Math.tan(this.#turn * t));
  }

  time(logSnr: number): number {
    return Math.atan(Math.exp(0.5 * (this.#shift - logSnr))) / this.#turn;
  }

  #radius(t: number): number {
    return Math.hypot(Math.cos(this.#turn * t), this.#ratio * Math.sin(this.#turn * t));
  }
}

export const cosine = defineComponent({
  port: Sde,
  kind: 'cosine',
  summary: 'variance preserving, on a quarter circle: much time at middling noise',
  formula:
    'σ/α = k·tan θ₁t,  α² + σ² = 1,  k = e^{−shift/2},  k·tan θ₁ = e^{−λ₁/2};  ' +
    'g² = 2θ₁k²·tan θ₁t/(cos² θ₁t + k²·sin² θ₁t),  a = −½g²;  T = 1',
  options: z.object({
    logSnrMin: z.number().min(-40).max(0).default(-10).describe('λ₁, the log signal-to-noise ratio at T'),
    shift: z.number().min(-20).max(20).default(0).describe('added to log-SNR at every time, in nats; −2·log(d/64) for images of d × d'),
  }),
  create: (options) => new CosineSde(options),
  cites: ['arXiv:2102.09672', 'arXiv:2301.11093'],
});
