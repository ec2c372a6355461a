import { intervalsFrom } from '@partita/core';
import { hg, lattice } from '@partita/datasets';
import { latticeSlack, undequantisedBits } from '@partita/metrics';
import { describeMetric, toySde } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { contextOf, modelOf, rowsOf } from './context.ts';

describeMetric('bits-per-dimension-undequantised', () => undequantisedBits({ offset: 8 }));

describe('bits per dimension without dequantisation', () => {
  const scale = 256 / 255;
  const dataset = lattice({ levels: 256, dimension: 6, law: 'uniform', scale, offset: -1 / 510 });
  /** A model whose first noise is r cells wide. */
  const modelAt = (r: number) => {
    const tMin = toySde.time(-2 * Math.log((r * scale) / 256));
    return modelOf({ score: () => tf.zeros([1, 6]), dimension: 6, tMin, plan: intervalsFrom([tMin, 1]) });
  };
  const measure = async (logDensity: number, r = 0.57) => {
    const rows = await rowsOf(dataset, 50);
    const logLikelihood = (x: Float32Array) => new Float64Array(x.length / 6).fill(6 * logDensity);
    return (await undequantisedBits({ offset: 8 }).measure({ ...contextOf({ dataset, rows, logLikelihood }), score: modelAt(r) }))!;
  };

  it("is the paper's formula, which adds 8 where cells of 1/255 have log₂ 255", async () => {
    const { value, unit, parts } = await measure(0.3);
    expect(value).toBeCloseTo(8 - 0.3 / Math.LN2, 10);
    expect(unit).toContain('not dequantised');
    expect(parts!.map((part) => part.value)).toEqual([
      expect.closeTo(Math.log2(255) - 0.3 / Math.LN2, 10),
      expect.closeTo(0.0056, 4), // by which the paper's figures are too high
    ]);
  });

  it.each([0.57, 0.3, 0.05])('says by how much a model with spikes of %d cells can win', async (r) => {
    const { caveat } = await measure(0, r);
    const slack = Number(/can reach ([\d.]+) bits\/dim less than the entropy/.exec(caveat!)![1]);
    expect(slack).toBeCloseTo(latticeSlack(r), slack < 0.1 ? 4 : 1);
  });

  it('undercuts the entropy of a model of spikes, as dequantised bits never do', async () => {
    const r = 0.1;
    const sigma = (r * scale) / 256;
    const atTheSpikes = Math.log(1 / (256 * sigma * Math.sqrt(2 * Math.PI))); // spikes of equal mass on 256 levels
    expect((await measure(atTheSpikes, r)).value).toBeLessThan(8 - 1.9);
  });

  it('is undefined for data that do not lie on a lattice', async () => {
    expect(await undequantisedBits({ offset: 8 }).measure(contextOf({ dataset: hg() }))).toBeUndefined();
  });
});
