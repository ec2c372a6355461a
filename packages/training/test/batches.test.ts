import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream, type Dataset } from '@partita/core';
import { VpSde } from '@partita/sde';
import { logSnrTimes } from '@partita/training';
import { denoisingBatch, type BatchSource } from '../src/batches.ts';
import { referenceBackend } from '@partita/testing';

beforeAll(() => referenceBackend().start());

const dataset: Dataset = {
  shape: [3],
  batch: ({ split, seed, index, size }) => Promise.resolve(randomStream(seed, split, index).normals(new Float32Array(3 * size))),
};
const sde = new VpSde({ betaMin: 0, betaMax: 10 });
const one = (): number => 1;
const source: BatchSource = {
  dataset,
  sde,
  times: logSnrTimes(),
  interval: { index: 2, start: 0.1, end: 0.4 },
  seed: 9,
};

describe('denoisingBatch', () => {
  it('carries the schedule of each row, rounded once from double precision', async () => {
    const { at } = await denoisingBatch(source, one, { split: 'train', batchSize: 16, antithetic: false }, 0);
    const times = logSnrTimes().times(source.interval, 16, sde, randomStream(9, 'times', 2, 0));
    times.forEach((t, i) => {
      expect(at.t.dataSync()[i]).toBe(Math.fround(t));
      expect(at.sigma.dataSync()[i]).toBe(Math.fround(sde.sigma(t)));
      expect(at.logSnr.dataSync()[i]).toBe(Math.fround(sde.logSnr(t)));
    });
  });

  it('carries what each row counts', async () => {
    const { weight, at } = await denoisingBatch(source, ({ t }) => 1 + t, { split: 'train', batchSize: 4, antithetic: true }, 1);
    const times = logSnrTimes().times(source.interval, 2, sde, randomStream(9, 'times', 2, 1));
    expect(weight.shape).toEqual([4, 1]);
    expect(Array.from(weight.dataSync())).toEqual([0, 0, 1, 1].map((i) => Math.fround(1 + (times[i] as number))));
    expect(at.t.shape).toEqual([4, 1]);
  });

  it('pairs rows with opposite noise when antithetic', async () => {
    const { x0, noise, at } = await denoisingBatch(source, one, { split: 'train', batchSize: 8, antithetic: true }, 3);
    expect(x0.shape).toEqual([8, 3]);
    const rows = (tensor: tf.Tensor2D): number[][] => tensor.arraySync();
    for (let k = 0; k < 8; k += 2) {
      expect(rows(x0)[k]).toEqual(rows(x0)[k + 1]);
      expect(rows(at.t)[k]).toEqual(rows(at.t)[k + 1]);
      expect(rows(noise)[k]).toEqual(rows(noise)[k + 1]?.map((value) => -value));
    }
  });

  it('differs by split, interval and index', async () => {
    const noiseOf = async (from: BatchSource, split: 'train' | 'test', index: number): Promise<string> =>
      String((await denoisingBatch(from, one, { split, batchSize: 4, antithetic: false }, index)).noise.dataSync());
    const other = { ...source, interval: { ...source.interval, index: 3 } };
    const all = await Promise.all([
      noiseOf(source, 'train', 0),
      noiseOf(source, 'train', 1),
      noiseOf(source, 'test', 0),
      noiseOf(other, 'train', 0),
    ]);
    expect(new Set(all).size).toBe(4);
  });
});
