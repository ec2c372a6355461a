import { PartitaError } from '@partita/core';
import { powerExponent } from './power-exponent.ts';
import { solveLinear } from './solve-linear.ts';

/** An average by `powerAveraging`: of this width, after this many updates. */
export interface PowerProfile {
  readonly width: number;
  readonly update: number;
}

/**
 * How to mix stored averages into one that was not tracked (EDM2, Karras et al. 2024, arXiv 2312.02696, §3.2): the weights x whose mixture
 * of profiles is nearest to the target's in the least-squares sense, A·x = b with A_ij = ⟨p_i, p_j⟩ and b_i = ⟨p_i, p⟩.
 * The average at the target is Σ xᵢ·(snapshot i), to be summed in double precision: the weights have both signs.
 * @param snapshots tracked averages, all different, none later than the target; two widths at several updates do well
 * @throws PartitaError when there is no snapshot, when two are equal, or when one is later than the target
 */
export function postHocWeights(snapshots: readonly PowerProfile[], target: PowerProfile): Float64Array {
  if (snapshots.length === 0) throw new PartitaError('snapshots: there is none; give at least one stored average.');
  snapshots.forEach(({ width, update }, i) => {
    if (update > target.update)
      throw new PartitaError(
        `snapshots[${i}]: it is of update ${update}, after the target's ${target.update}; give snapshots up to the target only.`,
      );
    if (snapshots.findIndex((other) => other.width === width && other.update === update) < i)
      throw new PartitaError(`snapshots[${i}]: width ${width} at update ${update} is there already; give each snapshot once.`);
  });
  const profiles = snapshots.map(powerProfile);
  const matrix = profiles.map((p) => profiles.map((q) => innerProduct(p, q)));
  const aim = powerProfile(target);
  return solveLinear(
    matrix,
    profiles.map((p) => innerProduct(p, aim)),
  );
}

interface Profile {
  readonly gamma: number;
  readonly length: number;
}

const powerProfile = ({ width, update }: PowerProfile): Profile => ({ gamma: powerExponent(width), length: update });

/** ∫ p·q of two power functions (γ + 1)·τ^γ/t^(γ+1) on [0, t], each of integral 1. */
function innerProduct(p: Profile, q: Profile): number {
  const [short, long] = p.length <= q.length ? [p, q] : [q, p];
  const share = (short.length / long.length) ** long.gamma;
  return ((p.gamma + 1) * (q.gamma + 1) * share) / ((p.gamma + q.gamma + 1) * long.length);
}
