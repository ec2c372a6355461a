import { createContainer, Registry, TimeGrid } from '@partita/core';
import { LogSnrGrid, odePlugin } from '@partita/ode';
import { describe, expect, it } from 'vitest';
import { describeTimeGrid, toySde } from '@partita/testing';

const container = createContainer(new Registry([odePlugin]));

for (const kind of ['time', 'log-snr']) describeTimeGrid(kind, () => container.build(TimeGrid, kind));

describe('the grids', () => {
  it('take 64 steps unless told', () => {
    expect(container.build(TimeGrid, 'time').steps).toBe(64);
    expect(container.build(TimeGrid, { kind: 'log-snr', steps: 7 }).steps).toBe(7);
    expect(() => container.build(TimeGrid, { kind: 'time', steps: 0 })).toThrow(/TimeGrid\.steps/);
  });

  it('log-snr: the rate is −σ²/g², which for ∫β = 5t² is −(1 − exp(−5t²))/(10t)', () => {
    const clock = new LogSnrGrid().clock(toySde);
    for (const t of [1e-4, 0.3, 1]) expect(clock.rate(t)).toBeCloseTo(Math.expm1(-5 * t * t) / (10 * t), 15);
  });
});
