import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  intervalsFrom,
  pointsFrom,
  SCHEDULE_FIELDS,
  scheduleAt,
  type PartitionedScore,
  type Schedule,
  type TimeInterval,
} from '@partita/core';
import { VpSde } from '@partita/sde';
import { gaussianModel, referenceBackend } from '@partita/testing';
import { lessons, type DenoisingBatch } from '@partita/training';

const backend = referenceBackend();
const sde = new VpSde({ betaMin: 0, betaMax: 10 });
const tMin = 1e-3;
const data = { mean: [0.3, -1], variance: [0.2, 0.5] };
const times = [0.001, 0.1, 0.1000001, 0.3, 0.7, 1];

function batch(): DenoisingBatch {
  const values = times.map((t) => scheduleAt(sde, t));
  const column = (name: keyof Schedule): tf.Tensor2D => tf.tensor2d(values.map((each) => [each[name]]));
  const rows = (scale: number): tf.Tensor2D => tf.tensor2d(times.map((_, i) => [scale * i, 1 - scale * i]));
  const at = Object.fromEntries(SCHEDULE_FIELDS.map((name) => [name, column(name)])) as unknown as Schedule;
  return { x0: rows(0.4), noise: rows(-0.7), at, weight: tf.onesLike(column('t')) };
}

/** What a teacher makes of the batch, with the batch's own x_t. */
function taught(teacher: PartitionedScore) {
  const given = batch();
  const xt = tf.add(tf.mul(given.at.alpha, given.x0), tf.mul(given.at.sigma, given.noise)).arraySync() as number[][];
  const taughtBy = lessons(teacher, backend);
  const { x0, noise } = taughtBy.of(given);
  taughtBy.dispose();
  return { xt, x0: x0.arraySync(), noise: noise.arraySync() };
}

const model = (plan: TimeInterval[]): PartitionedScore => gaussianModel(data, plan, tMin, sde);

describe('lessons', () => {
  beforeAll(() => backend.start());

  it.each([
    ['one network', intervalsFrom([tMin, 1])],
    ['three', intervalsFrom([tMin, 0.1, 0.5, 1])],
  ])('of the exact score, %s, are the means of data and noise given x_t', (_name, plan) => {
    const { xt, x0, noise } = taught(model(plan));
    times.forEach((t, row) => {
      const [alpha, sigma] = [sde.alpha(t), sde.sigma(t)];
      data.mean.forEach((mean, j) => {
        const variance = data.variance[j] as number;
        const x = xt[row]?.[j] as number;
        const gain = (alpha * variance) / (alpha ** 2 * variance + sigma ** 2);
        const best = mean + gain * (x - alpha * mean);
        expect(Math.abs((x0[row]?.[j] as number) - best)).toBeLessThan(1e-4);
        expect(alpha * (x0[row]?.[j] as number) + sigma * (noise[row]?.[j] as number)).toBeCloseTo(x, 4);
      });
    });
  });

  it('ask the network in force at each row', () => {
    const constants = [1, 5].map((value) => (_: unknown, x: tf.Tensor2D) => tf.fill<tf.Rank.R2>(x.shape, value));
    const segments = model(intervalsFrom([tMin, 0.1, 1])).segments.map((segment, k) => ({ ...segment, score: constants[k] as never }));
    const { noise } = taught({ ...model(intervalsFrom([tMin, 1])), segments });
    const scores = noise.map((row, i) => Math.round(-(row[0] as number) / sde.sigma(times[i] as number)));
    expect(scores).toEqual([1, 1, 5, 5, 5, 5]);
  });

  it('hold a point over its segment', () => {
    const seen: number[] = [];
    const spy = (_: unknown, x: tf.Tensor2D, at: Schedule) => {
      seen.push(...at.t.dataSync());
      return tf.zerosLike(x);
    };
    const plan = pointsFrom([0.5, 1]);
    taught({ ...model(plan), segments: model(plan).segments.map((segment) => ({ ...segment, score: spy })) });
    expect(new Set(seen)).toEqual(new Set([0.5, 1]));
  });
});
