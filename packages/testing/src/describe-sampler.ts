import { intervalsFrom } from '@partita/core';
import type { Sampler, Samples } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gaussianModel } from './gaussian-model.ts';
import { oneAtATime } from './one-at-a-time.ts';

const data = { mean: [0.5, -0.3], variance: [0.25, 0.04] };

/**
 * What every sampler must do: draw from the model, sample i as a function of (seed, i), with each interval's own network.
 * @param name as the tests print it
 * @param make called inside each test, once the backend has started
 * @param options `bias`: the sampler's own error that mean and standard deviation may show, in units of the data's standard deviation;
 * `aligned`: edges at which the sampler stops anyway, from 1e-3 to 1 on the toy process, so that one network in all intervals must give
 * the bits of a single interval; for samplers that carry nothing but x across a stop
 */
export function describeSampler(
  name: string,
  make: () => Sampler | Promise<Sampler>,
  {
    count = 400,
    bias = 0.03,
    aligned = [],
  }: { readonly count?: number; readonly bias?: number; readonly aligned?: readonly number[] } = {},
): void {
  describe(`${name} as a Sampler`, () => {
    const draw = async (
      request: { count: number; seed?: number; first?: number; signal?: AbortSignal },
      edges: readonly number[] = [1e-3, 1],
      { fetched = false } = {},
    ): Promise<Samples> => {
      const sampler = await make();
      const model = gaussianModel(data, intervalsFrom(edges), 1e-3);
      const segments = fetched ? oneAtATime(model.segments, 'parameters') : model.segments;
      try {
        return await sampler.sample({ ...model, segments }, { seed: 7, ...request });
      } finally {
        tf.dispose(model.parameters);
      }
    };

    it.each([
      ['one interval', [1e-3, 1]],
      ['intervals', [1e-3, 0.02, 0.1, 0.3, 1]],
    ])('draws from the Gaussian of its scores, %s', async (_case, edges) => {
      const { values } = await draw({ count }, edges);
      data.mean.forEach((mean, axis) => {
        const deviation = Math.sqrt(data.variance[axis] as number);
        const column = values.filter((_, i) => i % data.mean.length === axis);
        const average = column.reduce((sum, x) => sum + x / count, 0);
        const spread = Math.sqrt(column.reduce((sum, x) => sum + (x - average) ** 2 / (count - 1), 0));
        expect(Math.abs(average - mean) / deviation).toBeLessThan(4 / Math.sqrt(count) + bias);
        expect(Math.abs(spread / deviation - 1)).toBeLessThan(4 / Math.sqrt(2 * count) + bias);
      });
    });

    it('makes sample i a function of the seed and i alone', async () => {
      const [few, more] = [await draw({ count: 3 }), await draw({ count: 5 })];
      expect(more.values.slice(0, few.values.length)).toEqual(few.values);
      expect((await draw({ count: 3, seed: 8 })).values).not.toEqual(few.values);
      expect(new Set(more.values).size).toBe(more.values.length);
    });

    it('draws the same samples from any first one on', async () => {
      const [all, last] = [await draw({ count: 5 }), await draw({ count: 3, first: 2 })];
      expect(last.values).toEqual(all.values.slice(all.values.length - last.values.length));
      expect(last.evaluations).toBe(all.evaluations);
    });

    it('answers with as many rows as were asked for, and its evaluations per row', async () => {
      const { values, evaluations } = await draw({ count: 5 });
      expect(values).toHaveLength(10);
      expect(evaluations).toBeGreaterThan(0);
      expect((await draw({ count: 5 })).evaluations).toBe((await draw({ count: 1 })).evaluations);
      expect((await draw({ count: 0 })).values).toHaveLength(0);
      expect(values.every(Number.isFinite)).toBe(true);
    });

    it.runIf(aligned.length > 0)('gives the bits of one interval when its own stops are the edges', async () => {
      const [whole, cut] = [await draw({ count: 5 }), await draw({ count: 5 }, [1e-3, ...aligned, 1])];
      expect(cut).toEqual(whole);
    });

    it('fetches the network of a segment when it comes to it, and holds no other', async () => {
      const edges = [1e-3, 0.1, 1];
      expect(await draw({ count: 3 }, edges, { fetched: true })).toEqual(await draw({ count: 3 }, edges));
    });

    it('refuses a count that is not a whole number', async () => {
      await expect(draw({ count: -1 })).rejects.toThrow(/whole number/);
      await expect(draw({ count: 1.5 })).rejects.toThrow(/whole number/);
    });

    it('leaves no tensor behind, aborted or not', async () => {
      await draw({ count: 2 });
      const before = tf.memory();
      await draw({ count: 3 });
      const reason = new Error('enough');
      await expect(draw({ count: 3, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
    });
  });
}
