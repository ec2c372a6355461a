import { describe, expect, it } from 'vitest';
import { mixture, type MixtureComponent, type RectangleComponent } from '@partita/datasets';
import { centred, normalisedWeights } from '../src/mixture/component.ts';

const logNormal = (x: number, variance: number): number => -0.5 * ((x * x) / variance + Math.log(2 * Math.PI * variance));
const exactOf = (...components: MixtureComponent[]) => mixture({ components, entropy: 0 }).exact!;
const bar: RectangleComponent = { kind: 'rectangle', weight: 1, center: [1, -0.5], halfSize: [0.5, 0.1], angleDegrees: 30 };
/** A point of the bar's own axes. */
const onBar = (u: number, v: number): [number, number] => {
  const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
  return [1 + cos * u - sin * v, -0.5 + sin * u + cos * v];
};

describe('a Gaussian component', () => {
  it('has variance α²v + σ² per coordinate once noised', () => {
    const exact = exactOf({ kind: 'gaussian', weight: 2, mean: [1, -1, 3], variance: [0.5, 1, 2] });
    const [value] = exact.logDensity([0.2, 0.4, 0.6], 0.5, 0.3);
    const expected = logNormal(0.2 - 0.5, 0.125 + 0.09) + logNormal(0.4 + 0.5, 0.25 + 0.09) + logNormal(0.6 - 1.5, 0.5 + 0.09);
    expect(value).toBeCloseTo(expected, 13);
  });
});

describe('a rectangle component', () => {
  it('is uniform within its turned edges and nothing outside', () => {
    const density = (u: number, v: number) => exactOf(bar).logDensity(onBar(u, v), 1, 0)[0];
    for (const [u, v] of [
      [0, 0],
      [0.49, 0.09],
      [-0.49, 0.09],
      [0.49, -0.09],
    ] as const)
      expect(density(u, v)).toBeCloseTo(-Math.log(0.2), 14);
    for (const [u, v] of [
      [0.51, 0],
      [0, 0.11],
      [-0.51, 0],
      [0, -0.11],
      [0.4, 0.4],
    ] as const)
      expect(density(u, v)).toBe(-Infinity);
  });

  it('is scaled by α with its centre', () => {
    const halved = onBar(0.49, 0.09).map((value) => value / 2);
    expect(exactOf(bar).logDensity(halved, 0.5, 0)[0]).toBeCloseTo(-Math.log(0.05), 13);
  });

  it('takes its own draws for inside, although they are rounded to float32', async () => {
    const set = mixture({ components: [{ ...bar, center: [1000, 1000], halfSize: [1e-3, 1e-3] }], entropy: 0 });
    const rows = await set.batch({ split: 'train', seed: 0, index: 0, size: 2000 });
    expect(set.exact!.logDensity(rows, 1, 0).every(Number.isFinite)).toBe(true);
  });

  it('is the convolution with the noise, against quadrature over its area', () => {
    const [alpha, sigma] = [0.7, 0.12];
    const [along, across] = [1000, 100];
    for (const [u, v] of [
      [0, 0],
      [0.5, 0.1],
      [0.9, -0.3],
    ] as const) {
      const [x, y] = onBar(u, v).map((value) => alpha * value) as [number, number];
      let sum = 0;
      for (let i = 0; i < along; i++)
        for (let j = 0; j < across; j++) {
          const [a, b] = onBar((i + 0.5) / along - 0.5, ((j + 0.5) / across - 0.5) * 0.2);
          sum += Math.exp(logNormal(x - alpha * a, sigma * sigma) + logNormal(y - alpha * b, sigma * sigma));
        }
      expect(exactOf(bar).logDensity([x, y], alpha, sigma)[0]).toBeCloseTo(Math.log(sum / along / across), 4);
    }
  });

  it('becomes the noise as α vanishes', () => {
    for (const alpha of [1e-12, 0])
      expect(exactOf(bar).logDensity([0.3, 2], alpha, 1)[0]).toBeCloseTo(logNormal(0.3, 1) + logNormal(2, 1), 10);
  });

  it('approaches its indicator as σ vanishes', () => {
    expect(exactOf(bar).logDensity(onBar(0.3, 0.05), 1, 1e-6)[0]).toBeCloseTo(-Math.log(0.2), 12);
  });
});

describe('the score', () => {
  const score = (components: MixtureComponent[], row: number[], alpha = 1, sigma = 0.5) => [
    ...exactOf(...components).score!(row, alpha, sigma),
  ];

  it('of one Gaussian is −(x − α·μ)/(α²v + σ²)', () => {
    const [x, y] = score([{ kind: 'gaussian', weight: 2, mean: [1, -1], variance: [0.5, 2] }], [0.2, 0.4], 0.5, 0.3);
    expect(x).toBeCloseTo((0.5 - 0.2) / 0.215, 14);
    expect(y).toBeCloseTo((-0.5 - 0.4) / 0.59, 14);
  });

  it('of a turned rectangle is turned with it, and in the middle it is 0', () => {
    const flat: RectangleComponent = { ...bar, center: [0, 0], angleDegrees: 0 };
    const [u, v] = score([flat], [0.6, -0.3]) as [number, number];
    const [x, y] = score([bar], onBar(0.6, -0.3)) as [number, number];
    expect(x).toBeCloseTo(Math.cos(Math.PI / 6) * u - Math.sin(Math.PI / 6) * v, 12);
    expect(y).toBeCloseTo(Math.sin(Math.PI / 6) * u + Math.cos(Math.PI / 6) * v, 12);
    for (const value of score([bar], [1, -0.5])) expect(value).toBeCloseTo(0, 12);
  });

  it('at a sharp edge seen through little noise is −√(2/π)/σ', () => {
    const [u] = score([{ ...bar, center: [0, 0], angleDegrees: 0 }], [0.5, 0], 1, 1e-6) as [number];
    expect(u * 1e-6).toBeCloseTo(-Math.sqrt(2 / Math.PI), 9);
  });

  it('far away is that of the nearest component', () => {
    const pair = [0, 5].map((x): MixtureComponent => ({ kind: 'gaussian', weight: 1, mean: [x, 0], variance: 1 }));
    expect(score([...pair, bar], [1e4, 0], 1, 1)[0]).toBeCloseTo(-(1e4 - 5) / 2, 8);
    expect(score([bar], [1e5, 0], 1, 0.01)[0]).toBeLessThan(-9e8);
  });

  it('is refused without noise, and is nothing but NaN for a row that is not a number', () => {
    expect(() => score([bar], [0, 0], 1, 0)).toThrow('The exact score needs noise, sigma above 0, got 0.');
    expect(() => score([bar], [0, 0, 0])).toThrow('3 numbers are not whole rows of 2');
    for (const value of score([bar], [Number.NaN, 0])) expect(value).toBeNaN();
  });

  it('comes with the Gaussians of a mixture that has nothing else', () => {
    const one: MixtureComponent = { kind: 'gaussian', weight: 3, mean: [1, 2], variance: 0.5 };
    expect(exactOf(one, { ...one, weight: 1 }).gaussians).toEqual([
      { weight: 0.75, mean: [1, 2], variance: [0.5, 0.5] },
      { weight: 0.25, mean: [1, 2], variance: [0.5, 0.5] },
    ]);
    expect(exactOf(one, bar).gaussians).toBeUndefined();
  });
});

describe('a mixture', () => {
  const gaussians = [0, 5].map((x): MixtureComponent => ({ kind: 'gaussian', weight: 3, mean: [x, 0], variance: 1 }));

  it('does not underflow far away, where the nearest component is what is left', () => {
    const [value] = exactOf(...gaussians, bar).logDensity([1e4, 0], 1, 0);
    expect(value! / (Math.log(3 / 7) + logNormal(1e4 - 5, 1) + logNormal(0, 1))).toBeCloseTo(1, 14);
    expect(exactOf(bar).logDensity([1e5, 0], 1, 0.01)[0]).toBeLessThan(-1e13);
  });

  it('weighs its components', () => {
    const [value] = exactOf({ ...gaussians[0]!, weight: 1 }, { ...gaussians[1]!, weight: 3 }).logDensity([2, 0], 1, 0);
    const plane = logNormal(0, 1);
    expect(value).toBeCloseTo(Math.log(0.25 * Math.exp(logNormal(2, 1)) + 0.75 * Math.exp(logNormal(-3, 1))) + plane, 13);
  });

  it('draws its components in proportion to their weights', async () => {
    const set = mixture({
      components: [1, 2, 5].map((weight, k) => ({ kind: 'gaussian', weight, mean: [10 * k], variance: 0.01 })),
      entropy: 0,
    });
    const rows = await set.batch({ split: 'train', seed: 1, index: 0, size: 40_000 });
    [1, 2, 5].forEach((weight, k) => {
      const share = rows.filter((x) => Math.abs(x - 10 * k) < 5).length / rows.length;
      expect(Math.abs(share - weight / 8)).toBeLessThan(4 * Math.sqrt(((weight / 8) * (1 - weight / 8)) / rows.length));
    });
  });

  it('asks for its entropy once', () => {
    let calls = 0;
    const { exact } = mixture({ components: gaussians, entropy: () => ++calls });
    expect(calls).toBe(0);
    expect([exact!.entropy, exact!.entropy]).toEqual([1, 1]);
  });

  it('gives nothing but NaN for a row that is not a number', () => {
    for (const sigma of [0, 1]) expect(exactOf(bar, ...gaussians).logDensity([Number.NaN, 0], 1, sigma)[0]).toBeNaN();
  });

  it('is moved so that its mean is 0', () => {
    const moved = centred([{ ...gaussians[0]!, weight: 1, mean: [4, 0] }, bar]);
    expect(moved).toMatchObject([{ mean: [1.5, 0.25] }, { center: [-1.5, -0.25], halfSize: [0.5, 0.1] }]);
    expect(normalisedWeights(moved)).toEqual([0.5, 0.5]);
  });

  it.each([
    ['components: a mixture needs at least one component', []],
    ['components[1].weight: must be positive and finite, got NaN', [bar, { ...bar, weight: Number.NaN }]],
    ['components[0].weight: must be positive and finite, got 0', [{ ...bar, weight: 0 }]],
    ['components[0].halfSize: must be positive and finite, got -1', [{ ...bar, halfSize: [1, -1] }]],
    ['components[0].angleDegrees: must be finite, got Infinity', [{ ...bar, angleDegrees: Infinity }]],
    ['components[0]: a position must be finite, got NaN', [{ ...bar, center: [0, Number.NaN] }]],
    ['components[1].variance: must be positive and finite, got NaN', [gaussians[0], { ...gaussians[0], variance: Number.NaN }]],
    ['components[0].variance: has 3 numbers for 2 coordinates', [{ ...gaussians[0], variance: [1, 1, 1] }]],
    ['components[1]: its position has 3 coordinates, but components[0] has 2', [bar, { ...gaussians[0], mean: [0, 0, 0] }]],
  ])('says: %s', (message, components) => expect(() => exactOf(...(components as MixtureComponent[]))).toThrow(message));

  it('refuses rows that are not whole', () => {
    expect(() => exactOf(bar).logDensity([1, 2, 3], 1, 0)).toThrow('rows: 3 numbers are not whole rows of 2');
  });
});
