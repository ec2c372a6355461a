import { randomStream } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { orthogonalDirections } from '../src/two-sample/directions.ts';
import { medianDistance } from '../src/two-sample/distances.ts';
import { jackknifeVariance } from '../src/two-sample/jackknife.ts';
import { nearestNeighbours } from '../src/two-sample/nearest-neighbours.ts';
import { squaredWassersteinOnLine } from '../src/two-sample/wasserstein-line.ts';

describe('W₂² on a line', () => {
  it('pairs the sorted values of equal samples', () => {
    expect(squaredWassersteinOnLine(Float64Array.of(0, 1, 3), Float64Array.of(1, 3, 3))).toBeCloseTo((1 + 4 + 0) / 3, 14);
  });

  it('splits the mass of unequal ones: the same as each value written often enough', () => {
    const [a, b] = [Float64Array.of(-1, 0.5, 2), Float64Array.of(0, 1)];
    const often = (values: Float64Array, times: number) =>
      Float64Array.from([...values].flatMap((value) => new Array<number>(times).fill(value)));
    expect(squaredWassersteinOnLine(a, b)).toBeCloseTo(squaredWassersteinOnLine(often(a, 2), often(b, 3)), 14);
    expect(squaredWassersteinOnLine(a, a)).toBe(0);
  });
});

describe('directions', () => {
  it('are orthonormal frame by frame', () => {
    const all = orthogonalDirections(7, 3, randomStream(0, 'directions'));
    const dot = (i: number, j: number) => all[i]!.reduce((sum, value, axis) => sum + value * all[j]![axis]!, 0);
    expect(all).toHaveLength(7);
    for (let i = 0; i < 7; i++) {
      expect(dot(i, i)).toBeCloseTo(1, 12);
      for (let j = 0; j < i; j++) if (Math.floor(i / 3) === Math.floor(j / 3)) expect(dot(i, j)).toBeCloseTo(0, 12);
    }
    expect(Math.abs(dot(0, 3))).toBeGreaterThan(1e-3);
  });
});

describe('nearest neighbours', () => {
  const train = { rows: Float32Array.of(0, 1, 2, 10, 11, 12), labels: Uint8Array.of(0, 0, 1, 1, 1, 0), dimension: 1 };

  it('vote', () => {
    expect([...nearestNeighbours(train, Float32Array.of(0.4, 1.9, 11, 30), 1)]).toEqual([0, 1, 1, 0]);
    expect([...nearestNeighbours(train, Float32Array.of(0.4, 1.9, 11, 30), 3)]).toEqual([0, 0, 1, 1]);
  });
});

it('the median distance is that of the pairs', () => {
  expect(medianDistance(Float32Array.of(0, 3), Float32Array.of(1), 1)).toBe(2);
});

it('the jackknife of a mean is s²/n', () => {
  const values = [1, 4, 4, 7, 9];
  const total = values.reduce((sum, value) => sum + value, 0);
  expect(jackknifeVariance(Float64Array.from(values, (value) => (total - value) / 4))).toBeCloseTo(9.5 / 5, 12);
});
