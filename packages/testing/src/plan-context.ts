import type { LossProfile, PartitionContext, Sde } from '@partita/core';
import { toySde } from './gaussian-model.ts';

const BINS = 64;

/** A context to plan in, with the profile of a pilot that nobody trained; changes are laid over it. */
export function planContext(changes: Partial<PartitionContext> = {}): PartitionContext {
  const { sde = toySde, tMin = 1e-3 } = changes;
  return { sde, tMin, steps: 1000, seed: 3, pilot: async () => gaussianProfile(sde, tMin), ...changes };
}

/**
 * The profile of the best denoiser of one standard normal coordinate, E‖ε − ε̂‖² = α²/(α² + σ²), whose error is Gaussian:
 * losses are in closed form, so that a plan made of them is too.
 */
export function gaussianProfile(sde: Sde, tMin: number, bins = BINS): LossProfile {
  const first = sde.logSnr(tMin);
  const width = (first - sde.logSnr(sde.horizon)) / bins;
  const time = (edge: number): number => (edge === 0 ? tMin : edge === bins ? sde.horizon : sde.time(first - edge * width));
  return Array.from({ length: bins }, (_, bin) => {
    const loss = 1 / (1 + Math.exp(-(first - (bin + 0.5) * width)));
    return { start: time(bin), end: time(bin + 1), width, loss, squaredLoss: 3 * loss * loss, gradientVariance: loss * (1 - loss) };
  });
}
