import { scheduleAt, type RandomStream, type ScheduleValues, type ScoreSegment, type Sde } from '@partita/core';

/** One row of x_t = α·x₀ + σ·ε as the network will see it. */
export interface NoisedRow {
  /** x_t, rounded as the network's input. */
  readonly x: Float32Array;
  /** (x_t − α·x₀)/σ: the noise that is in the rounded row. */
  readonly noise: Float64Array;
  readonly alpha: number;
  readonly sigma: number;
  /** What the network is told of the time: that of a point segment is its point. */
  readonly at: ScheduleValues;
}

export function noisedRow(sde: Sde, segment: ScoreSegment, t: number, x0: ArrayLike<number>, random: RandomStream): NoisedRow {
  const [alpha, sigma] = [sde.alpha(t), sde.sigma(t)];
  const x = Float32Array.from(x0, (value) => alpha * value + sigma * random.normal());
  const noise = Float64Array.from(x, (value, i) => (value - alpha * (x0[i] as number)) / sigma);
  return { x, noise, alpha, sigma, at: scheduleAt(sde, segment.point ?? t) };
}
