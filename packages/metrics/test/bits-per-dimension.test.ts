import { intervalsFrom, latticeLevels, type Dataset, type Measurement } from '@partita/core';
import { hg, lattice } from '@partita/datasets';
import { bitsPerDimension, latticeSlack, nll } from '@partita/metrics';
import { describeMetric, toySde } from '@partita/testing';
import { describe, expect, it } from 'vitest';
import { contextOf, modelOf, rowsOf, uniform } from './context.ts';
import * as tf from '@tensorflow/tfjs-core';

describeMetric('bits-per-dimension', () => bitsPerDimension({ dequantiser: uniform, draws: 3 }));

type Density = (x: number) => number;
const boxOf = (dataset: Dataset): { levels: number; scale: number; offset: number; entropy: number } => ({
  entropy: NaN,
  ...dataset.lattice!,
  offset: dataset.lattice!.offset as number,
});

/** A model of independent coordinates with this density. */
const independent = (density: Density, dimension: number) => (rows: Float32Array) =>
  Float64Array.from({ length: rows.length / dimension }, (_, row) =>
    rows.subarray(row * dimension, (row + 1) * dimension).reduce((sum, x) => sum + Math.log(density(x)), 0),
  );

async function bits(dataset: Dataset, density: Density, { draws = 1, size = 500, seed = 0 } = {}) {
  const dimension = dataset.shape[0]!;
  const context = contextOf({ dataset, rows: await rowsOf(dataset, size), logLikelihood: independent(density, dimension), seed });
  return (await bitsPerDimension({ dequantiser: uniform, draws }).measure(context))!;
}

describe('bits per dimension', () => {
  it.each([
    [1, 0],
    [2, -1],
    [255, 3],
  ])('of uniform 8-bit data under an exactly uniform model is 8.000, for data of width %d from %d', async (scale, offset) => {
    const dataset = lattice({ levels: 256, dimension: 12, law: 'uniform', scale, offset });
    const measured = await bits(dataset, (x) => (x >= offset && x <= offset + scale ? 1 / scale : 0), { draws: 4 });
    expect(measured.value).toBeCloseTo(8, 12);
    expect(measured.standardError).toBeLessThan(1e-12);
    expect(measured.unit).toBe('bits/dim');
    expect(measured.parts).toMatchObject([{ name: 'entropy' }, { name: 'excess' }]);
    expect(measured.parts![0]!.value).toBeCloseTo(8, 12);
  });

  it.each(['two-level', 'binomial'] as const)(
    'is the discrete entropy for the right masses, and above it for any other: %s',
    async (law) => {
      const dataset = lattice({ levels: 8, dimension: 3, law, scale: 1, offset: 0 });
      const { levels, entropy } = boxOf(dataset);
      const cell = (x: number): number => Math.min(levels - 1, Math.floor(x * levels));
      const right = law === 'two-level' ? [4, 0, 0, 0, 0, 0, 0, 4] : [1, 7, 21, 35, 35, 21, 7, 1].map((n) => n / 16);
      const best = await bits(dataset, (x) => right[cell(x)]!, { size: 4000 });
      expect(Math.abs(best.value - entropy / (3 * Math.LN2))).toBeLessThan(4 * best.standardError + 1e-12);
      const smooth: Density = (x) => Math.exp(-2 * (x - 0.5) ** 2) / 0.8556243918921488; // ∫₀¹e^{−2(x − ½)²}dx
      for (const other of [smooth, () => 1, (x: number) => 0.5 * (right[cell(x)]! + 1)]) {
        const measured = await bits(dataset, other, { size: 4000 });
        expect(measured.value).toBeGreaterThan(entropy / (3 * Math.LN2) + 0.05);
        expect(measured.parts![1]!.value).toBeCloseTo(measured.value - entropy / (3 * Math.LN2), 12);
      }
    },
  );

  it('is the same wherever each coordinate of the lattice lies, as when the mean of every pixel is subtracted', async () => {
    const set = lattice({ levels: 8, dimension: 3, law: 'binomial', scale: 1, offset: 0 });
    const offset = [0, -0.7, 31.25];
    const shifted: Dataset = {
      ...set,
      batch: async (request) => (await set.batch(request)).map((x, i) => x + offset[i % 3]!),
      lattice: { ...set.lattice!, offset },
    };
    const mass = [1, 7, 21, 35, 35, 21, 7, 1].map((n) => n / 16);
    const rows = await rowsOf(shifted, 4000);
    const logLikelihood = (y: Float32Array) =>
      independent((x) => mass[Math.min(7, Math.floor(x * 8))]!, 3)(y.map((x, i) => Math.max(0, x - offset[i % 3]!)));
    const measured = (await bitsPerDimension({ dequantiser: uniform, draws: 1 }).measure(
      contextOf({ dataset: shifted, rows, logLikelihood }),
    ))!;
    expect(Math.abs(measured.value - set.lattice!.entropy! / (3 * Math.LN2))).toBeLessThan(4 * measured.standardError);
    expect(latticeLevels(rows, 3, shifted.lattice!).every((level) => Math.abs(level - Math.round(level)) < 1e-4)).toBe(true);
  });

  it('falls with the draws, to the mass of the cells', async () => {
    const dataset = lattice({ levels: 2, dimension: 2, law: 'uniform', scale: 2, offset: -1 });
    const steep: Density = (x) => (3 * x * x) / 2; // mass ½ on either cell: 1 bit
    const measured: Measurement[] = [];
    for (const draws of [1, 8, 64, 256]) measured.push(await bits(dataset, steep, { draws, size: 500 }));
    const values = measured.map(({ value }) => value);
    values.slice(1).forEach((value, i) => expect(value).toBeLessThan(values[i]!));
    // One draw: the mean of −log₂ of the density, (2 − log(3/2))/log 2.
    expect(Math.abs(values[0]! - (2 - Math.log(1.5)) / Math.LN2)).toBeLessThan(4 * measured[0]!.standardError);
    expect(values.at(-1)!).toBeGreaterThan(1);
    expect(values.at(-1)!).toBeLessThan(1.01);
  });

  it('is undefined for data that do not lie on a lattice', async () => {
    expect(await bitsPerDimension({ dequantiser: uniform, draws: 1 }).measure(contextOf({ dataset: hg() }))).toBeUndefined();
  });
});

describe('the slack of a lattice', () => {
  it.each([
    [0.57, 0.0047],
    [0.5, 0.0206],
    [0.4, 0.1177],
    [0.128, 1.64],
  ])('with noise of %d cells is %d bits/dim', (r, slack) => expect(latticeSlack(r)).toBeCloseTo(slack, slack > 1 ? 2 : 4));

  it('is one function on both sides of the change of series', () => {
    expect(latticeSlack(0.4 - 1e-12)).toBeCloseTo(latticeSlack(0.4), 10);
    expect(latticeSlack(1e-3)).toBeCloseTo(-Math.log2(1e-3 * Math.sqrt(2 * Math.PI)), 12);
    expect(latticeSlack(10)).toBe(0);
  });
});

describe('the missing-dequantisation alarm', () => {
  const dataset = lattice({ levels: 16, dimension: 2, law: 'uniform', scale: 2, offset: -1 });
  const { levels, scale, offset } = boxOf(dataset);
  const cell = scale / levels;

  /** A lattice model: a spike of standard deviation r cells on every level. */
  const spikes = (r: number): Density => {
    const sigma = r * cell;
    return (x) =>
      Array.from({ length: levels }, (_, k) => Math.exp(-0.5 * ((x - (k + 0.5) * cell - offset) / sigma) ** 2)).reduce((a, b) => a + b, 0) /
      (levels * sigma * Math.sqrt(2 * Math.PI));
  };

  const tMinOf = (noise: number): number => toySde.time(-2 * Math.log(noise));
  const contextAt = async (r: number) => {
    const tMin = tMinOf(r * cell);
    const score = modelOf({ score: () => tf.zeros([1, 2]), dimension: 2, tMin, plan: intervalsFrom([tMin, 1]) });
    return { ...contextOf({ dataset, rows: await rowsOf(dataset, 400), logLikelihood: independent(spikes(r), 2) }), score };
  };

  it.each([0.05, 0.128, 0.3])('rings for a lattice model with spikes of %d cells, which would undercut the entropy', async (r) => {
    const rows = await rowsOf(dataset, 400);
    const naive = (-independent(spikes(r), 2)(rows).reduce((sum, value) => sum + value / 400, 0) + 2 * Math.log(1 / cell)) / (2 * Math.LN2);
    expect(naive).toBeLessThan(4 - 0.4); // the entropy is 4 bits/dim
    expect(4 - naive).toBeCloseTo(latticeSlack(r), 1);
    await expect(nll().measure(await contextAt(r))).rejects.toThrow(
      /'nll' takes rows on a lattice of 16 levels for continuous.*bits\/dim; choose 'bits-per-dimension'/,
    );
    const sound = await bits(dataset, spikes(r), { draws: 64 });
    expect(sound.value).toBeGreaterThan(4 - 1e-9);
  });

  it('is silent where the noise at tMin is as wide as a cell, and for data without a lattice', async () => {
    expect((await nll().measure(await contextAt(0.6)))?.unit).toBe('nats');
    const context = contextOf({ dataset: hg(), rows: new Float32Array(4), logLikelihood: () => Float64Array.of(-1, -2) });
    expect((await nll().measure(context))?.value).toBe(1.5);
  });
});
