import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Container, LikelihoodEstimator, Sampler, type PartitionedScore } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { BatchStore } from '../src/run/batches/batch-store.ts';
import { batchedLikelihood, batchedSampler } from '../src/run/batches/batched.ts';
import { doBatch, type Batch, type BatchResult } from '../src/run/batches/batch.ts';
import { Lanes } from '../src/run/batches/lanes.ts';
import { scratch } from './command.ts';

const samples = (first: number, count = 2): Batch => ({ task: 'samples', first, count, seed: 0 });
const rowsFrom = (...rows: number[]): Batch => ({ task: 'likelihood', rows: Float32Array.from(rows), firstRow: 0, from: 0.1, seed: 0 });

describe('batches that are done', () => {
  const results: BatchResult[] = [
    { values: Float64Array.of(Math.PI, NaN, -0, 5e-324, Infinity), evaluations: 7 },
    { values: Float32Array.of(0.1, -0, NaN), standardErrors: Float64Array.of(1 / 3), evaluations: 0 },
    { values: new Float32Array(), evaluations: 1 },
  ];

  it.each(results)('come back bit for bit: %j', async (result) => {
    const store = new BatchStore(join(scratch(), 'evaluation'), 'one');
    await store.save(samples(3), result);
    expect(await store.find(samples(3))).toEqual(result);
    expect(Object.is((await store.find(samples(3)))!.values[2], result.values[2])).toBe(true);
  });

  it('are found by all that they depend on, and by nothing else', async () => {
    const directory = join(scratch(), 'evaluation');
    const store = new BatchStore(directory, 'one');
    const result = { values: Float64Array.of(1), evaluations: 1 };
    await store.save(rowsFrom(1, 2), result);
    expect(await new BatchStore(directory, 'one').find(rowsFrom(1, 2))).toEqual(result);
    expect(await new BatchStore(directory, 'two').find(rowsFrom(1, 2))).toBeUndefined();
    for (const other of [rowsFrom(1, 3), { ...rowsFrom(1, 2), seed: 1 }, { ...rowsFrom(1, 2), firstRow: 2 }, samples(0)] as Batch[])
      expect(await store.find(other)).toBeUndefined();
    await store.clear();
    expect(await store.find(rowsFrom(1, 2))).toBeUndefined();
    await store.clear(); // of nothing
  });

  it('count for nothing where a file is damaged', async () => {
    const directory = join(scratch(), 'evaluation');
    const store = new BatchStore(directory, 'one');
    await store.save(samples(0), { values: Float32Array.of(1), evaluations: 1 });
    const file = join(directory, readdirSync(directory)[0]!);
    for (const text of ['', readFileSync(file, 'utf8').slice(0, -9), '{}', '{"values":"AAA=","precision":"single","evaluations":1}']) {
      writeFileSync(file, text);
      expect(await store.find(samples(0))).toBeUndefined();
    }
  });
});

describe('work in batches', () => {
  const score = { dimension: 2, tMin: 0.1 } as PartitionedScore;
  /** Every row gets its place and its seed. */
  const estimator: LikelihoodEstimator = {
    logLikelihood: (_score, rows, { firstRow = 0, seed = 0, from = 0 } = {}) =>
      Promise.resolve({
        values: Float64Array.from({ length: rows.length / 2 }, (_, i) => rows[2 * i]! + 10 * (firstRow + i) + 1000 * seed + from),
        standardErrors: Float64Array.from({ length: rows.length / 2 }, (_, i) => firstRow + i),
        evaluations: 3 + firstRow,
      }),
  };
  const sampler: Sampler = {
    sample: (_score, { count, seed, first = 0 }) =>
      Promise.resolve({ values: Float32Array.from({ length: 2 * count }, (_, i) => first + (i >> 1) + 100 * seed), evaluations: 4 }),
  };
  const pieces = new Container().provide(LikelihoodEstimator, estimator).provide(Sampler, sampler);
  const sizes: number[] = [];
  const doAll = (batches: readonly Batch[]) => {
    sizes.push(batches.length);
    return Promise.all(batches.map((batch) => doBatch(pieces, score, batch)));
  };

  it.each([1, 3, 7, 100])('gives every row and sample what it would get in one piece, batches of %d', async (size) => {
    const rows = Float32Array.from({ length: 14 }, (_, i) => i / 16);
    const options = { seed: 2, firstRow: 5 };
    const whole = await estimator.logLikelihood(score, rows, { ...options, from: 0.1 });
    expect(await batchedLikelihood(estimator, score, size, doAll).logLikelihood(score, rows, options)).toEqual({
      ...whole,
      evaluations: 3 + 5 + size * Math.floor(6 / size),
    });
    expect(sizes.at(-1)).toBe(Math.ceil(7 / size));
    const request = { count: 7, seed: 3, first: 4 };
    expect(await batchedSampler(sampler, score, size, doAll).sample(score, request)).toEqual(await sampler.sample(score, request));
  });

  it('leaves other scores, and rows that do not fit, to the pieces themselves', async () => {
    const likelihood = batchedLikelihood(estimator, score, 3, () => Promise.reject(new Error('not asked')));
    await expect(likelihood.logLikelihood({ ...score }, Float32Array.of(1, 2))).resolves.toMatchObject({ evaluations: 3 });
    await expect(likelihood.logLikelihood(score, new Float32Array())).resolves.toMatchObject({ evaluations: 3 });
    await expect(likelihood.logLikelihood(score, Float32Array.of(1, 2))).rejects.toThrow('not asked');
    const drawing = batchedSampler(sampler, score, 3, () => Promise.reject(new Error('not asked')));
    await expect(drawing.sample({ ...score }, { count: 1, seed: 0 })).resolves.toMatchObject({ evaluations: 4 });
    await expect(drawing.sample(score, { count: 0, seed: 0 })).resolves.toMatchObject({ evaluations: 4 });
  });
});

describe('lanes', () => {
  const pause = (turns: number): Promise<void> =>
    turns === 0 ? Promise.resolve() : new Promise(setImmediate).then(() => pause(turns - 1));

  it('give every worker one piece at a time, and results in order', async () => {
    const busy = [0, 0];
    let most = 0;
    const work = async (worker: number, piece: number) => {
      busy[worker]! += 1;
      expect(busy[worker]).toBe(1);
      most = Math.max(most, busy[0]! + busy[1]!);
      await pause(7 - piece);
      busy[worker]! -= 1;
      return piece * piece;
    };
    const lanes = new Lanes([0, 1]);
    expect(await lanes.all([0, 1, 2, 3, 4, 5, 6], work)).toEqual([0, 1, 4, 9, 16, 25, 36]);
    expect(most).toBe(2);
    expect(await Promise.all([lanes.all([1, 2, 3], work), lanes.all([4, 5], work)])).toEqual([
      [1, 4, 9],
      [16, 25],
    ]);
  });

  it('begin nothing more after a failure, wait for what is under way, and can be used again', async () => {
    const done: number[] = [];
    const lanes = new Lanes([0, 1]);
    const work = async (_worker: number, piece: number) => {
      await pause(piece === 1 ? 1 : 5);
      if (piece === 1) throw new Error('unlucky');
      done.push(piece);
      return piece;
    };
    await expect(lanes.all([0, 1, 2, 3], work)).rejects.toThrow('unlucky');
    expect(done).toEqual([0]);
    expect(await lanes.all([2, 3], work)).toEqual([2, 3]);
  });
});
