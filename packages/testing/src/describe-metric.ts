import { PartitaError, type Measurement, type Metric } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gaussianContext, type Knowledge } from './metric-context.ts';
import { referenceBackend } from './reference-backend.ts';

/**
 * The contract of a `Metric`, on a model N(0.3, 1.5²) of data N(0, 1), in two intervals. `make` gives a fresh metric.
 * Networks run on the reference backend, so the test's package needs what that needs.
 */
export function describeMetric(name: string, make: () => Metric): void {
  describe(`${name} as a Metric`, () => {
    const backend = referenceBackend();
    beforeAll(() => backend.start());

    type Context = ReturnType<typeof gaussianContext>;
    const given = async <T>(rows: number, knowledge: Knowledge, use: (context: Context) => Promise<T>, seed = 0): Promise<T> => {
      const context = gaussianContext(backend, rows, knowledge, seed);
      try {
        return await use(context);
      } finally {
        tf.dispose(context.score.parameters);
      }
    };
    const measure = (rows: number, knowledge: Knowledge, seed = 0) => given(rows, knowledge, (context) => make().measure(context), seed);

    it('has a name that stays', () => {
      expect(make().name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(make().name).toBe(make().name);
    });

    it.each(['an exact density', 'nothing', 'a lattice'] as const)(
      'measures a number with a standard error and a unit, or says that it cannot, of data with %s',
      async (knowledge) => {
        const measured = await measure(400, knowledge).catch((error: unknown) => {
          expect(error).toBeInstanceOf(PartitaError);
          expect(knowledge).toBe('a lattice');
          return undefined;
        });
        if (!measured) return;
        expect(measured.unit).not.toBe('');
        for (const { value, standardError } of [measured, ...(measured.parts ?? [])]) {
          expect(Number.isFinite(value)).toBe(true);
          expect(Number.isFinite(standardError)).toBe(true);
          expect(standardError).toBeGreaterThanOrEqual(0);
        }
        const names = measured.parts?.map((part) => part.name) ?? [];
        expect(new Set(names).size).toBe(names.length);
      },
    );

    it('gives the same for the same model', async () => {
      const metric = make();
      await given(400, 'an exact density', async (context) => {
        const measured = await metric.measure(context);
        expect(await metric.measure(context)).toEqual(measured);
        expect(await make().measure(context)).toEqual(measured);
      });
    });

    it('leaves the rows, samples and likelihoods that it shares with other metrics as they are', () =>
      given(400, 'an exact density', async (shared) => {
        const all = async () => [await shared.testRows(), await shared.testLogLikelihood(), await shared.samples()];
        const before = (await all()).map((values) => values.slice());
        await make().measure(shared);
        expect(await all()).toEqual(before);
      }));

    it('leaves no tensor behind', () =>
      given(400, 'an exact density', async (context) => {
        const before = tf.memory();
        await make().measure(context);
        expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
      }));

    it('has a standard error that tells how far it may be from its value on many rows', async () => {
      const many = await measure(100_000, 'an exact density');
      if (!many) return;
      const few = (await Promise.all([1, 2, 3, 4].map((seed) => measure(400, 'an exact density', seed)))) as Measurement[];
      for (const { value, standardError } of few)
        expect(Math.abs(value - many.value)).toBeLessThan(5 * (standardError + many.standardError) + 1e-9);
    });
  });
}
