import { PartitaError, type LossProfile, type ProfileBin, type Sde, type TimeRange } from '@partita/core';

/** Something that a pilot's profile tells, per unit of log-SNR; at least 0. */
export type Density = (bin: ProfileBin) => number;

/** Nats of the variational bound, ½·E‖ε − ε̂‖² (VDM, arXiv 2107.00630, eq. 13). */
export const information: Density = ({ loss }) => 0.5 * loss;

/** ∫ density dλ over each bin. An estimate below 0 counts as 0. @throws PartitaError where the profile holds no numbers */
export function masses(profile: LossProfile, density: Density): number[] {
  if (profile.length === 0) throw new PartitaError('The pilot measured no noise level; give its profile at least one bin.');
  return profile.map((bin) => {
    const mass = density(bin) * bin.width;
    if (!Number.isFinite(mass))
      throw new PartitaError(`The pilot's losses between t = ${bin.start} and ${bin.end} are not finite; lower training.learningRate.`);
    return Math.max(0, mass);
  });
}

/** ∫ density dλ over each of the given ranges of time; within a bin the density is the same everywhere. */
export function massesBetween(profile: LossProfile, density: Density, ranges: readonly TimeRange[], sde: Sde): number[] {
  const parts = masses(profile, density);
  const tops = profile.map(({ start }) => sde.logSnr(start));
  return ranges.map(({ start, end }) => {
    const [high, low] = [sde.logSnr(start), sde.logSnr(end)];
    return profile.reduce((sum, { width }, i) => {
      const top = tops[i] as number;
      const common = Math.min(high, top) - Math.max(low, top - width);
      return common > 0 ? sum + ((parts[i] as number) * common) / width : sum;
    }, 0);
  });
}
