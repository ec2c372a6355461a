import { intervalsFrom } from '@partita/core';
import type { LikelihoodEstimator, LikelihoodOptions } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gaussianLogLikelihood, gaussianModel } from './gaussian-model.ts';
import { oneAtATime } from './one-at-a-time.ts';

const data = { mean: [0.5, -0.3], variance: [0.25, 0.04] };
const rows = [
  [0.7, -0.2],
  [0, 0],
  [0.5, -0.3],
  [1.6, 0.3],
];
const tMin = 1e-3;

/**
 * What every likelihood estimator must do: agree with a Gaussian's closed form, the prior's mismatch included, however the time
 * axis is cut, within its standard errors where it is random, and treat each row by itself.
 * @param name as the tests print it
 * @param make called inside each test, once the backend has started
 * @param options `tolerance`: nats of one row, beside its standard error
 */
export function describeLikelihoodEstimator(
  name: string,
  make: () => LikelihoodEstimator | Promise<LikelihoodEstimator>,
  { tolerance = 1e-3 } = {},
): void {
  describe(`${name} as a LikelihoodEstimator`, () => {
    const estimate = async (
      values: Float32Array,
      edges: readonly number[] = [tMin, 1],
      options?: LikelihoodOptions,
      { fetched = false } = {},
    ) => {
      const estimator = await make();
      const model = gaussianModel(data, intervalsFrom(edges), tMin);
      const segments = fetched ? oneAtATime(model.segments, 'parameters') : model.segments;
      try {
        return await estimator.logLikelihood({ ...model, segments }, values, options);
      } finally {
        tf.dispose(model.parameters);
      }
    };
    const all = Float32Array.from(rows.flat());

    it.each([
      ['one interval', [tMin, 1], undefined],
      ['intervals', [tMin, 0.02, 0.1, 0.3, 1], undefined],
      ['a later time', [tMin, 0.02, 0.1, 0.3, 1], 0.05],
    ])('agrees with the closed form: %s', async (_case, edges, from) => {
      const { values, standardErrors } = await estimate(all, edges, from === undefined ? {} : { from });
      rows.forEach((row, i) => {
        const error = Math.abs((values[i] as number) - gaussianLogLikelihood(data, row, from ?? tMin));
        expect(error).toBeLessThan(tolerance + 8 * (standardErrors?.[i] ?? 0));
      });
    });

    it('states a standard error for each row, if any', async () => {
      const { standardErrors } = await estimate(all);
      if (!standardErrors) return;
      expect(standardErrors).toHaveLength(rows.length);
      expect(standardErrors.every((error) => error >= 0 || Number.isNaN(error))).toBe(true);
    });

    it('treats each row by itself', async () => {
      const together = await estimate(all);
      const first = await estimate(all.slice(0, 4));
      expect(together.values).toHaveLength(rows.length);
      expect(first.values).toEqual(together.values.slice(0, 2));
      const alone = await estimate(all.slice(2, 4));
      if (!together.standardErrors) expect(alone.values[0]).toBe(together.values[1]);
      const inItsPlace = await estimate(all.slice(2, 4), [tMin, 1], { firstRow: 1 });
      expect(inItsPlace.values[0]).toBe(together.values[1]);
      expect(inItsPlace.standardErrors?.[0]).toEqual(together.standardErrors?.[1]);
      expect((await estimate(new Float32Array())).values).toHaveLength(0);
    });

    it('is a function of the seed, and of nothing else that is random', async () => {
      const [one, again, other] = [
        await estimate(all),
        await estimate(all, [tMin, 1], { seed: 0 }),
        await estimate(all, [tMin, 1], { seed: 1 }),
      ];
      expect(again).toEqual(one);
      if (one.standardErrors) expect(other.values).not.toEqual(one.values);
      else expect(other).toEqual(one);
    });

    it('fetches the network of a segment when it comes to it, and holds no other', async () => {
      const edges = [tMin, 0.1, 1];
      expect(await estimate(all, edges, {}, { fetched: true })).toEqual(await estimate(all, edges));
    });

    it('refuses rows of another dimension and times outside of the axis', async () => {
      await expect(estimate(new Float32Array(3))).rejects.toThrow(/multiple of 2/);
      await expect(estimate(all, [tMin, 1], { from: tMin / 2 })).rejects.toThrow(/time axis/);
    });

    it('leaves no tensor behind, aborted or not', async () => {
      await estimate(all);
      const before = tf.memory();
      await estimate(all);
      const reason = new Error('enough');
      await expect(estimate(all, [tMin, 1], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
    });
  });
}
