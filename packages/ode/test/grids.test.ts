import { createContainer, Registry, TimeGrid, type Sde } from '@partita/core';
import { KarrasGrid, LogSnrGrid, odePlugin, QuadraticGrid } from '@partita/ode';
import { describe, expect, it } from 'vitest';
import { describeTimeGrid, toySde } from '@partita/testing';

/** Time is the noise level: α = 1, σ = t. */
const noiseTime: Sde = {
  horizon: 80,
  priorSigma: 80,
  alpha: () => 1,
  sigma: (t) => t,
  drift: () => 0,
  diffusion2: (t) => 2 * t,
  logSnr: (t) => -2 * Math.log(t),
  time: (logSnr) => Math.exp(-0.5 * logSnr),
};

const container = createContainer(new Registry([odePlugin]));

for (const kind of ['time', 'log-snr', 'karras', 'quadratic']) describeTimeGrid(kind, () => container.build(TimeGrid, kind));
for (const rho of [1, 3.5]) describeTimeGrid(`karras with ρ = ${rho}`, () => container.build(TimeGrid, { kind: 'karras', rho }));

describe('the grids', () => {
  it('take 64 steps unless told', () => {
    expect(container.build(TimeGrid, 'time').steps).toBe(64);
    expect(container.build(TimeGrid, { kind: 'log-snr', steps: 7 }).steps).toBe(7);
    expect(() => container.build(TimeGrid, { kind: 'time', steps: 0 })).toThrow(/TimeGrid\.steps/);
    expect(() => container.build(TimeGrid, { kind: 'karras', rho: 0.5 })).toThrow(/TimeGrid\.rho/);
  });

  it('log-snr: the rate is −σ²/g², which for ∫β = 5t² is −(1 − exp(−5t²))/(10t)', () => {
    const clock = new LogSnrGrid().clock(toySde);
    for (const t of [1e-4, 0.3, 1]) expect(clock.rate(t)).toBeCloseTo(Math.expm1(-5 * t * t) / (10 * t), 15);
  });

  it('karras: u = (σ/α)^{1/ρ}, and 7 unless told', () => {
    const ratio = (sde: Sde, t: number) => sde.sigma(t) / sde.alpha(t);
    for (const rho of [1, 7])
      for (const t of [1e-4, 0.3, 1]) {
        const clock = new KarrasGrid({ rho }).clock(toySde);
        expect(clock.at(t) ** rho / ratio(toySde, t)).toBeCloseTo(1, 12);
      }
    expect(new KarrasGrid().clock(toySde).at(0.3)).toBe(new KarrasGrid({ rho: 7 }).clock(toySde).at(0.3));
  });

  it('karras: where time is noise, u = t^{1/ρ} gives the noise levels of the paper (eq. 5)', () => {
    const clock = new KarrasGrid({ rho: 7 }).clock(noiseTime);
    const [low, high] = [0.002 ** (1 / 7), 80 ** (1 / 7)];
    for (let i = 0; i <= 17; i++) {
      const level = (high + (i / 17) * (low - high)) ** 7;
      expect(clock.time(clock.at(80) + (i / 17) * (clock.at(0.002) - clock.at(80))) / level).toBeCloseTo(1, 12);
    }
  });

  it('quadratic: equal steps of u are squares in time', () => {
    const clock = new QuadraticGrid().clock();
    expect([0, 1, 2, 3, 4].map((i) => clock.time(i / 4))).toEqual([0, 1 / 16, 4 / 16, 9 / 16, 1]);
  });
});
