import { PartitaError, show } from '../errors/partita-error.ts';
import { blendedSegments } from './blend.ts';
import { trainingRange, type TimeInterval } from './interval.ts';

/** @throws PartitaError naming the first thing that is wrong with a plan, which may come from anywhere */
export function requirePlan(plan: readonly TimeInterval[], tMin: number, horizon: number): void {
  blendedSegments(plan, tMin, horizon);
  plan.forEach((interval, position) => {
    const { index, start, end, steps, patience, from } = interval;
    if (index !== position)
      throw new PartitaError(`Interval ${position} of the plan carries the index ${index}; scaffolds follow the intervals in force.`);
    for (const [name, value] of Object.entries({ steps, patience }))
      if (value !== undefined && !(Number.isInteger(value) && value >= 1))
        throw new PartitaError(`Interval ${index} has ${name} = ${show(value)}; it must be a whole number of at least 1.`);
    if (from !== undefined && (from === index || plan[from] === undefined))
      throw new PartitaError(`Interval ${index} starts from interval ${show(from)}, but the plan's others are 0 … ${plan.length - 1}.`);
    const range = trainingRange(interval);
    if (!(range.start >= tMin && range.start <= start && range.end >= end && range.end <= horizon))
      throw new PartitaError(
        `Interval ${index} is trained on (${range.start}, ${range.end}], which must hold (${start}, ${end}] and lie in (${tMin}, ${horizon}].`,
      );
  });
  trainingWaves(plan);
}

/**
 * A plan in the order in which it can train: first the intervals that start from none, then those that start from these, and so on.
 * @throws PartitaError when intervals start from one another in a circle
 */
export function trainingWaves(plan: readonly TimeInterval[]): TimeInterval[][] {
  const waves: TimeInterval[][] = [];
  const done = new Set<number>();
  while (done.size < plan.length) {
    const wave = plan.filter(({ index, from }) => !done.has(index) && (from === undefined || done.has(from)));
    if (wave.length === 0) throw new PartitaError('The intervals of the plan start from one another in a circle; let one start from none.');
    wave.forEach(({ index }) => done.add(index));
    waves.push(wave);
  }
  return waves;
}
