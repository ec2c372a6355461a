import type { Sde, Segment } from '@partita/core';
import type { CourseLeg } from './descent/course.ts';
import type { Stage } from './descent/stage.ts';
import { exponentialWeights, midpointWeights } from './exponential-weights.ts';
import { rise } from './half-log-snr.ts';

/** A step so many times as long as the last one, in log-SNR, extrapolates nothing: the history of estimates runs away there. */
const LONG = 2;

/** A step of a multistep rule. */
export interface MultistepStep {
  /** The leg's stops so far, down to the present one. */
  readonly times: readonly number[];
  readonly next: number;
  /** Estimates that the step uses: the latest so many. */
  readonly used: number;
  /** Estimates that the last step used; 0 where a leg begins. */
  readonly usedBefore: number;
}

/**
 * The stages of a leg. Its history starts with one estimate and grows by one a step; before a step more than twice as long as the last
 * one it starts again. On smooth grids that happens only where steps are few, and for the shortened steps beside an edge.
 */
export function multistepStages<S extends Segment>(
  sde: Sde,
  { segment, times }: CourseLeg<S>,
  order: number,
  factors: (step: MultistepStep) => Omit<Stage, 'segment' | 'at'>,
): Stage<S>[] {
  let usedBefore = 0;
  return times.slice(1).map((next, i) => {
    const [t, last] = [times[i] as number, times[i - 1]];
    const isFresh = last === undefined || rise(sde, t, next) > LONG * rise(sde, last, t);
    const used = isFresh ? 1 : Math.min(order, usedBefore + 1);
    const stage = { segment, at: t, ...factors({ times: times.slice(0, i + 1), next, used, usedBefore }) };
    usedBefore = used;
    return stage;
  });
}

/** Weights of the estimates at some times, the latest time last, for a step to `next`; the weights come with the latest first. */
export function predictorWeights(sde: Sde, times: readonly number[], next: number): number[] {
  const t = times.at(-1) as number;
  const h = rise(sde, t, next);
  const ratios = times.toReversed().map((time) => -rise(sde, time, t) / h);
  return ratios.length === 2 ? midpointWeights(h, -(ratios[1] as number)) : exponentialWeights(h, ratios);
}
