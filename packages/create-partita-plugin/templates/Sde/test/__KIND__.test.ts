import { createContainer, Registry, Sde } from '@partita/core';
import { describeSde } from '@partita/testing';
import { expect, it } from 'vitest';
import plugin from '../src/index.ts';

const container = createContainer(new Registry([plugin]));

describeSde('__KIND__', () => container.build(Sde, '__KIND__'));
describeSde('__KIND__, flatter', () => container.build(Sde, { kind: '__KIND__', betaMin: 2, betaMax: 15 }));

it('preserves the variance of unit data', () => {
  const sde = container.build(Sde, '__KIND__');
  for (const t of [1e-5, 0.1, 0.5, 1]) expect(sde.alpha(t) ** 2 + sde.sigma(t) ** 2).toBeCloseTo(1, 14);
});

it('inverts the log-SNR of a β that starts at 0, too', () => {
  const sde = container.build(Sde, { kind: '__KIND__', betaMin: 0, betaMax: 15 });
  for (const t of [1e-5, 1e-3, 0.1, 0.5, 1]) expect(Math.abs(sde.time(sde.logSnr(t)) / t - 1)).toBeLessThan(1e-12);
});
