import { describe, expect, it } from 'vitest';
import { randomStream } from '@partita/core';

const draw = (seed: number, purpose: string, ...indices: number[]): number[] => {
  const stream = randomStream(seed, purpose, ...indices);
  return [stream.uniform(), stream.uniform(), stream.normal()];
};

describe('randomStream', () => {
  it('is a function of its key', () => {
    expect(draw(1, 'noise', 2, 3)).toEqual(draw(1, 'noise', 2, 3));
  });

  it('differs when anything in the key differs', () => {
    const keys = [
      draw(1, 'noise', 2, 3),
      draw(2, 'noise', 2, 3),
      draw(1, 'times', 2, 3),
      draw(1, 'noise', 3, 2),
      draw(1, 'noise', 2),
      draw(2 ** 33 + 1, 'noise', 2, 3),
    ];
    expect(new Set(keys.map(String)).size).toBe(keys.length);
  });

  it('opens 100 000 streams without a collision', () => {
    const firsts = new Set<number>();
    for (let i = 0; i < 100_000; i++) firsts.add(randomStream(7, 'noise', 0, i).uniform());
    expect(firsts.size).toBe(100_000);
  });

  it('draws uniforms and normals with the right moments, also across neighbouring streams', () => {
    const n = 40_000;
    const across = Float64Array.from({ length: n }, (_, i) => randomStream(3, 'noise', i).normal());
    const along = randomStream(3, 'noise').normals(new Float64Array(n));
    for (const normals of [across, along]) {
      const moment = (k: number): number => normals.reduce((sum, x) => sum + x ** k, 0) / n;
      expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(n));
      expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
      expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / n));
      expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
    }
    const stream = randomStream(3, 'times');
    const mean = Array.from({ length: n }, () => stream.uniform()).reduce((sum, u) => sum + u, 0) / n;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
  });

  it('stays the same over releases: bitwise reproducible runs depend on it', () => {
    expect(draw(0, 'noise')).toMatchInlineSnapshot(`
      [
        0.1984308318150737,
        0.22032864287723697,
        0.3875190995565592,
      ]
    `);
  });
});
