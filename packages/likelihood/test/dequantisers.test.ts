import { createContainer, Dequantiser, randomStream, Registry } from '@partita/core';
import { likelihoodPlugin, truncatedNormalDequantiser } from '@partita/likelihood';
import { describeDequantiser } from '@partita/testing';
import { describe, expect, it } from 'vitest';
import { erf } from '../src/dequantisers/erf.ts';

const container = createContainer(new Registry([likelihoodPlugin]));
for (const kind of ['uniform', 'truncated-normal']) describeDequantiser(kind, () => container.build(Dequantiser, kind));

describe('truncated-normal', () => {
  const lattice = { levels: 4, scale: 4, offset: 0 };
  const at = (noise: number, count: number) =>
    truncatedNormalDequantiser.dequantise(new Float32Array(count).fill(0.5), 1, { lattice, noise }, (row) => randomStream(1, 'probe', row));

  it.each([0.15, 0.5, 2])('has a density of integral 1 over the cell, noise %d', (noise) => {
    // log q as a function of the offset, from two draws of it: a normal's, up to the constant that makes it a density.
    const { rows, logDensity } = at(noise, 1);
    const constant = (logDensity[0] as number) + 0.5 * (((rows[0] as number) - 0.5) / noise) ** 2;
    const n = 2000;
    let integral = 0;
    for (let i = 0; i < n; i++) integral += Math.exp(constant - 0.5 * (((i + 0.5) / n - 0.5) / noise) ** 2) / n;
    expect(Math.abs(integral - 1)).toBeLessThan(1e-6);
  });

  it('has the spread of a normal that is cut: known moments on both ways of drawing', () => {
    for (const noise of [0.25, 1]) {
      const { rows } = at(noise, 40_000);
      const bound = 0.5 / noise;
      const density = Math.exp(-0.5 * bound * bound) / Math.sqrt(2 * Math.PI);
      const variance = noise ** 2 * (1 - (2 * bound * density) / erf(bound / Math.SQRT2));
      const found = rows.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / rows.length;
      expect(Math.abs(found / variance - 1)).toBeLessThan(0.03);
    }
  });
});

it('erf agrees with tables', () => {
  expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 14);
  expect(erf(1)).toBeCloseTo(0.8427007929497149, 14);
  expect(erf(2.5)).toBeCloseTo(0.999593047982555, 14);
  expect(erf(5)).toBeCloseTo(0.9999999999984626, 14);
  expect(erf(1e-9)).toBeCloseTo(1.1283791670955126e-9, 22);
});
