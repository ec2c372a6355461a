import {
  PartitaError,
  Prediction,
  randomStream,
  scheduleAt,
  Sde,
  TimeSampling,
  trainingRange,
  Weighting,
  type Container,
  type TimeInterval,
} from '@partita/core';
import { rowWeight } from '@partita/training';

/** Draws a time in each interval and weighs it, so that what makes no sense there is refused before anything is written. */
export function requireWeights(pieces: Container, plan: readonly TimeInterval[], seed: number): void {
  const [sde, times] = [pieces.resolve(Sde), pieces.resolve(TimeSampling)];
  for (const interval of plan) {
    const t = times.times({ ...interval, ...trainingRange(interval) }, 1, sde, randomStream(seed, 'times', interval.index))[0] as number;
    const weight = rowWeight({ sde, times, interval }, pieces.resolve(Weighting), pieces.resolve(Prediction))(scheduleAt(sde, t));
    if (!(weight >= 0 && weight < Infinity))
      throw new PartitaError(`weighting: its factor at the time ${t} is ${weight}; choose another weighting, for example 'uniform'.`);
  }
}
