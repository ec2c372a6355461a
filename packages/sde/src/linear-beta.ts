import { z } from 'zod';

export interface BetaRange {
  readonly betaMin: number;
  readonly betaMax: number;
}

/** β(t) = β₀ + (β₁ − β₀)·t on [0, 1], with its integral B(t) = β₀·t + ½(β₁ − β₀)·t² and the inverse of that. */
export class LinearBeta {
  readonly #start: number;
  readonly #slope: number;

  constructor({ betaMin, betaMax }: BetaRange) {
    this.#start = betaMin;
    this.#slope = betaMax - betaMin;
  }

  at(t: number): number {
    return this.#start + this.#slope * t;
  }

  integral(t: number): number {
    return this.#start * t + 0.5 * this.#slope * t * t;
  }

  /** t with ½·slope·t² + β₀·t = B, in the form that does not cancel. */
  inverse(integral: number): number {
    return (2 * integral) / (this.#start + Math.sqrt(this.#start ** 2 + 2 * this.#slope * integral));
  }
}

/** The options of a process with linear β. */
export const linearBeta = ({ betaMin, betaMax }: BetaRange) =>
  z
    .object({
      betaMin: z.number().min(0).max(100).default(betaMin).describe('β at t = 0, in 1/time'),
      betaMax: z.number().gt(0).max(1000).default(betaMax).describe('β at t = 1, in 1/time; above betaMin'),
    })
    .refine((range) => range.betaMax > range.betaMin, { path: ['betaMax'], error: 'betaMax must be above betaMin' });
