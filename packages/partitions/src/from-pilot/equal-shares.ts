import { intervalsFrom, type LossProfile, type Partition, type Sde } from '@partita/core';
import type { IntervalCount } from '../intervals-option.ts';
import { masses, type Density } from '../measure.ts';
import { sum } from '../whole-shares.ts';

/**
 * The K − 1 times that cut a density per unit of λ into equal masses, M(λ_k) = k/K·M. Within a bin of the profile the density is the same
 * everywhere, so M is piecewise linear in λ and its inverse exact. A density that is 0 everywhere counts as equal everywhere.
 * @throws PartitaError where the profile holds no numbers
 */
export function equalShares(profile: LossProfile, density: Density, pieces: number, sde: Sde): number[] {
  const given = masses(profile, density);
  const parts = sum(given) > 0 ? given : masses(profile, () => 1);
  const total = sum(parts);
  let [bin, before] = [0, 0];
  return Array.from({ length: pieces - 1 }, (_, k) => {
    const target = ((k + 1) / pieces) * total;
    while (before + (parts[bin] as number) < target) before += parts[bin++] as number;
    const { start, width } = profile[bin] as LossProfile[number];
    return sde.time(sde.logSnr(start) - ((target - before) / (parts[bin] as number)) * width);
  });
}

/** The strategy that gives each of K intervals an equal share of what a pilot tells. */
export const equalSharesPartition =
  (density: Density) =>
  ({ intervals }: IntervalCount): Partition => ({
    async plan(context) {
      const { sde, tMin } = context;
      return intervalsFrom([tMin, ...equalShares(await context.pilot(), density, intervals, sde), sde.horizon]);
    },
  });
