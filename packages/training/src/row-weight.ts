import type { Prediction, ScheduleValues, Weighting, WeightingContext } from '@partita/core';
import { trainedInterval, type BatchSource } from './batches.ts';

/** The factor of the squared error of a network's output at a row's time, in double precision. */
export type RowWeight = (at: ScheduleValues) => number;

/**
 * weight(t)·|∂ε̂/∂output|²: what a weighting says of the noise's error, carried over to what the network predicts. So a loss is
 * ‖ε̂ − ε‖² under a weighting whatever the prediction, and losses compare.
 */
export function rowWeight(
  source: Pick<BatchSource, 'sde' | 'times' | 'interval'>,
  weighting: Weighting,
  prediction: Prediction,
): RowWeight {
  const { sde, times } = source;
  const interval = trainedInterval(source.interval);
  const density = times.density?.bind(times);
  const context: WeightingContext = { sde, interval, ...(density && { density: (t: number) => density(t, interval, sde) }) };
  return (at) => weighting.weight(at.t, context) * prediction.noiseScale(at) ** 2;
}
