import { describe, expect, it } from 'vitest';
import { createContainer, Dataset, experimentJsonSchema, Registry, type ComponentSpec } from '@partita/core';
import plugin, { checkerboard, datasetsPlugin, gaussian, gaussianMixture, hg, lattice, spirals, twoMoons, ty } from '@partita/datasets';
import { hgData } from '../src/data/hg.ts';
import { tyData } from '../src/data/ty.ts';
import { normalisedWeights, positionOf, type MixtureComponent } from '../src/mixture/component.ts';
import { describeDataset } from '@partita/testing';

const container = createContainer(new Registry([datasetsPlugin]));
const build = (spec: ComponentSpec | string) => container.build(Dataset, spec);

describeDataset('hg', () => build('hg'));
describeDataset('ty', () => build('ty'));
describeDataset('gaussian', () => build('gaussian'));
describeDataset('gaussian in 4 dimensions', () => build({ kind: 'gaussian', mean: [1, 2, 3, 4], variance: [1, 0.5, 2, 1] }));
describeDataset('gaussian-mixture', () => build('gaussian-mixture'));
describeDataset('gaussian-mixture on a line', () =>
  gaussianMixture({
    components: [
      { weight: 1, mean: [-1], variance: 0.1 },
      { weight: 2, mean: [1], variance: 1 },
    ],
  }),
);
describeDataset('checkerboard', () => build('checkerboard'));
describeDataset('lattice', () => build('lattice'));
describeDataset('lattice of tosses', () => build({ kind: 'lattice', law: 'binomial', levels: 17, dimension: 3, scale: 1, offset: 0 }));
describeDataset('two-moons', () => build('two-moons'));
describeDataset('spirals', () => build('spirals'));

/** Means and covariance of many rows in the plane. */
async function moments(set: Dataset): Promise<{ mean: [number, number]; variance: [number, number]; covariance: number }> {
  const rows = await set.batch({ split: 'train', seed: 0, index: 0, size: 100_000 });
  const mean = (f: (x: number, y: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < rows.length; i += 2) sum += f(rows[i]!, rows[i + 1]!);
    return sum / (rows.length / 2);
  };
  const [mx, my] = [mean((x) => x), mean((_, y) => y)];
  return {
    mean: [mx, my],
    variance: [mean((x) => (x - mx) ** 2), mean((_, y) => (y - my) ** 2)],
    covariance: mean((x, y) => (x - mx) * (y - my)),
  };
}

describe("the paper's sets", () => {
  const meanOf = (components: readonly MixtureComponent[]) => {
    const weights = normalisedWeights(components);
    return [0, 1].map((axis) => components.reduce((sum, component, k) => sum + weights[k]! * positionOf(component)[axis]!, 0));
  };

  it.each([
    ['hg', hg, hgData, 9, [0, 0], 0.9541],
    ['ty', ty, tyData, 49, [0.047366, 0.091636], 0.4749],
  ] as const)('%s has the stated components, mean and entropy, and is centred', async (_, make, data, count, mean, entropy) => {
    const components: readonly MixtureComponent[] = data.components;
    expect(components).toHaveLength(count);
    expect(components.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    meanOf(components).forEach((value, axis) => expect(value).toBeCloseTo(mean[axis]!, 6));
    expect(make().exact?.entropy).toBe(entropy);
    const drawn = await moments(make());
    for (const axis of [0, 1]) expect(Math.abs(drawn.mean[axis]!)).toBeLessThan(4 * Math.sqrt(drawn.variance[axis]! / 100_000));
  });

  it('hg has the entropy of its parts where they do not meet: a bar crosses two others', () => {
    const { exact } = hg();
    expect(Math.exp(exact!.logDensity([0.45, 1], 1, 0)[0]!)).toBeCloseTo(1 / 9 / 0.25, 6);
    expect(Math.exp(exact!.logDensity([0.45, 0.45], 1, 0)[0]!)).toBeCloseTo(2 / 9 / 0.25, 2);
  });
});

describe('gaussian', () => {
  it('has the closed entropy and moments', async () => {
    const set = gaussian({ mean: [3, -1], variance: [4, 0.25] });
    expect(set.exact?.entropy).toBeCloseTo(Math.log(2 * Math.PI * Math.E), 13);
    const { mean, variance, covariance } = await moments(set);
    expect(Math.abs(mean[0] - 3)).toBeLessThan(0.03);
    expect(Math.abs(mean[1] + 1)).toBeLessThan(0.01);
    expect(Math.abs(variance[0] / 4 - 1)).toBeLessThan(0.02);
    expect(Math.abs(variance[1] / 0.25 - 1)).toBeLessThan(0.02);
    expect(Math.abs(covariance)).toBeLessThan(0.02);
  });
});

describe('checkerboard', () => {
  it('covers every other square evenly', async () => {
    const set = checkerboard({ squares: 4, side: 1 });
    const rows = await set.batch({ split: 'train', seed: 0, index: 0, size: 16_000 });
    const counts = new Map<string, number>();
    for (let i = 0; i < rows.length; i += 2) {
      const square = [Math.floor(rows[i]!) + 2, Math.floor(rows[i + 1]!) + 2] as const;
      counts.set(square.join(), (counts.get(square.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(8);
    expect([...counts.keys()].every((key) => key.split(',').reduce((sum, i) => sum + Number(i), 0) % 2 === 0)).toBe(true);
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(4 * Math.sqrt(2000));
    expect(set.exact?.entropy).toBeCloseTo(Math.log(8), 14);
    expect(checkerboard({ squares: 3, side: 0.5 }).exact?.entropy).toBeCloseTo(Math.log(5 / 4), 14);
  });
});

describe('lattice', () => {
  const box = { dimension: 3, scale: 1, offset: 0 };
  const counts = async (set: Dataset, levels: number): Promise<number[]> => {
    const rows = await set.batch({ split: 'train', seed: 0, index: 0, size: 20_000 });
    const out = new Array<number>(levels).fill(0);
    for (const value of rows) out[Math.floor(value * levels)]!++;
    return out;
  };

  it.each([
    ['uniform', 4, [0.25, 0.25, 0.25, 0.25]],
    ['two-level', 4, [0.5, 0, 0, 0.5]],
    ['binomial', 5, [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16]],
  ] as const)('takes its levels by the law: %s', async (law, levels, law_) => {
    const drawn = await counts(lattice({ law, levels, ...box }), levels);
    law_.forEach((p, k) => expect(Math.abs(drawn[k]! - 60_000 * p)).toBeLessThan(4 * Math.sqrt(60_000 * p * (1 - p)) + 1e-9));
  });

  it('states the entropy of its rows', () => {
    const entropy = (law: 'uniform' | 'two-level' | 'binomial') => lattice({ law, levels: 256, ...box }).lattice!.entropy!;
    expect(entropy('uniform')).toBeCloseTo(3 * 8 * Math.LN2, 12);
    expect(entropy('two-level')).toBeCloseTo(3 * Math.LN2, 14);
    expect(entropy('binomial')).toBeCloseTo(3 * 3.4964218334877156, 12); // mpmath
  });

  it('declares the map from levels to data', async () => {
    const set = lattice({ law: 'two-level', levels: 256, dimension: 1, scale: 2, offset: -1 });
    expect(set.lattice).toMatchObject({ levels: 256, scale: 2, offset: -1 });
    const rows = await set.batch({ split: 'test', seed: 0, index: 0, size: 50 });
    expect([...new Set(rows)].sort()).toEqual([-255 / 256, 255 / 256]);
  });
});

describe('two-moons', () => {
  it('lies on two half circles without noise', async () => {
    const rows = await twoMoons({ noise: 0 }).batch({ split: 'train', seed: 0, index: 0, size: 500 });
    const arms = [0, 0];
    for (let i = 0; i < rows.length; i += 2) {
      const [x, y] = [rows[i]! + 0.5, rows[i + 1]! + 0.25];
      const isUpper = Math.abs(Math.hypot(x, y) - 1) < 1e-6 && y >= -1e-6;
      const isLower = Math.abs(Math.hypot(x - 1, y - 0.5) - 1) < 1e-6 && y <= 0.5 + 1e-6;
      expect(isUpper || isLower).toBe(true);
      arms[isUpper ? 0 : 1]!++;
    }
    for (const count of arms) expect(Math.abs(count - 250)).toBeLessThan(45);
  });

  it('has the moments of its formula, and is centred', async () => {
    const { mean, variance } = await moments(twoMoons({ noise: 0.1 }));
    for (const value of mean) expect(Math.abs(value)).toBeLessThan(0.015);
    expect(Math.abs(variance[0] - (0.5 + 0.25 + 0.01))).toBeLessThan(0.01);
    expect(Math.abs(variance[1] - (0.5 - 1 / Math.PI + 0.0625 + 0.01))).toBeLessThan(0.01);
  });
});

describe('spirals', () => {
  it('lies on its arms without noise, evenly over the disc', async () => {
    const rows = await spirals({ arms: 3, turns: 1.25, noise: 0 }).batch({ split: 'train', seed: 0, index: 0, size: 4000 });
    const counts = [0, 0, 0];
    let [squares, farthest] = [0, 0];
    for (let i = 0; i < rows.length; i += 2) {
      const along = Math.hypot(rows[i]!, rows[i + 1]!) / 2;
      const arm = 3 * (Math.atan2(rows[i + 1]!, rows[i]!) / (2 * Math.PI) - 1.25 * along);
      if (along > 1e-3) farthest = Math.max(farthest, Math.abs(arm - Math.round(arm)));
      counts[((Math.round(arm) % 3) + 3) % 3]!++;
      squares += along * along;
    }
    expect(farthest).toBeLessThan(1e-3);
    for (const count of counts) expect(Math.abs(count - 4000 / 3)).toBeLessThan(120);
    expect(squares / 4000).toBeCloseTo(0.5, 1);
  });

  it('has variance near 1 and no mean', async () => {
    const { mean, variance } = await moments(spirals({ arms: 2, turns: 1.5, noise: 0.05 }));
    for (const value of mean) expect(Math.abs(value)).toBeLessThan(0.015);
    expect(Math.abs((variance[0] + variance[1]) / 2 - 1.0025)).toBeLessThan(0.01);
  });
});

describe('the plugin', () => {
  const registry = new Registry([datasetsPlugin]);
  const resolve = (spec: unknown) => registry.resolve(Dataset, spec, 'dataset');

  it('brings its sets by name, with defaults', () => {
    expect(plugin).toBe(datasetsPlugin);
    expect(registry.components('Dataset').map(({ kind }) => kind)).toEqual([
      'checkerboard',
      'gaussian',
      'gaussian-mixture',
      'hg',
      'lattice',
      'npy',
      'spirals',
      'ty',
      'two-moons',
    ]);
    expect(resolve('gaussian')).toEqual({ kind: 'gaussian', mean: [0, 0], variance: 1 });
    expect(resolve(JSON.parse(JSON.stringify(resolve('gaussian-mixture'))))).toEqual(resolve('gaussian-mixture'));
    expect(() => experimentJsonSchema(registry)).not.toThrow();
  });

  it.each([
    [{ kind: 'npy' }, /^dataset\.path: expected a text/],
    [{ kind: 'npy', path: '' }, /^dataset\.path/],
    [{ kind: 'gaussian', variance: -1 }, /^dataset\.variance: must be above 0, got -1/],
    [{ kind: 'gaussian', variance: 'wide' }, /^dataset\.variance: expected a positive number, or a list of one per coordinate, got "wide"/],
    [{ kind: 'gaussian', mean: [] }, /^dataset\.mean/],
    [{ kind: 'gaussian-mixture', components: [{ mean: [0], weight: Number.NaN }] }, /^dataset\.components\[0\]\.weight/],
    [{ kind: 'gaussian-mixture', components: [{ mean: [0], weight: 0 }] }, /^dataset\.components\[0\]\.weight/],
    [{ kind: 'gaussian-mixture', components: [] }, /^dataset\.components/],
    [{ kind: 'two-moons', noise: -0.1 }, /^dataset\.noise/],
    [{ kind: 'two-moon' }, /did you mean 'two-moons'/],
  ])('says what is wrong with %j', (spec, message) => expect(() => resolve(spec)).toThrow(message));

  it('says when the variances do not fit the mean', () => {
    expect(() => build({ kind: 'gaussian', mean: [0, 0], variance: [1, 1, 1] })).toThrow('has 3 numbers for the 2 coordinates of the mean');
  });
});
