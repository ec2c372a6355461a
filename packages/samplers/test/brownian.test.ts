import { describe, expect, it } from 'vitest';
import { BrownianPaths } from '../src/descent/brownian.ts';

const grid = [1, 0.6, 0.5, 0];
const paths = (first = 0, count = 2) => new BrownianPaths({ seed: 5, first, count, dimension: 2, grid });
const run = (path: BrownianPaths, stops: readonly number[]) =>
  stops.slice(1).map((next, i) => {
    const t = stops[i] as number;
    return path.normals(t, next).map((normal) => Math.sqrt(t - next) * normal);
  });

describe('BrownianPaths', () => {
  it('divides the increment of a step where an edge cuts it, and changes nothing else', () => {
    const whole = run(paths(), grid);
    const cut = run(paths(), [1, 0.9, 0.7, 0.6, 0.5, 0.1, 0]);
    const sum = (...parts: Float32Array[]) => [...parts[0]!].map((_, i) => parts.reduce((total, part) => total + (part[i] as number), 0));
    sum(cut[0]!, cut[1]!, cut[2]!).forEach((value, i) => expect(value).toBeCloseTo(whole[0]![i] as number, 6));
    expect(cut[3]).toEqual(whole[1]);
    sum(cut[4]!, cut[5]!).forEach((value, i) => expect(value).toBeCloseTo(whole[2]![i] as number, 6));
  });

  it('gives a sample its path whatever its batch', () => {
    const together = run(paths(0, 3), [1, 0.8, 0.6]);
    const alone = run(paths(2, 1), [1, 0.8, 0.6]);
    together.forEach((increments, i) => expect(increments.slice(4)).toEqual(alone[i]));
  });

  it('gives independent increments of variance h, cut or not', () => {
    const count = 20_000;
    const [a, b, c] = run(new BrownianPaths({ seed: 1, first: 0, count, dimension: 1, grid: [1, 0.5, 0] }), [1, 0.9, 0.5, 0]) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const product = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + (value * (y[i] as number)) / count, 0);
    for (const [increments, h] of [
      [a, 0.1],
      [b, 0.4],
      [c, 0.5],
    ] as const)
      expect(Math.abs(product(increments, increments) / h - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(product(a, b)) / Math.sqrt(0.1 * 0.4)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(product(b, c)) / Math.sqrt(0.4 * 0.5)).toBeLessThan(4 / Math.sqrt(count));
  });
});
