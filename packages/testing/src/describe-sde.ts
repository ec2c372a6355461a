import { describe, expect, it } from 'vitest';
import type { Sde } from '@partita/core';

/** The identities that every Gaussian forward process fulfils, checked from tMin to the horizon in double precision. */
export function describeSde(name: string, make: () => Sde, tMin = 1e-6): void {
  describe(`${name} fulfils Sde`, () => {
    const sde = make();
    const times = Array.from({ length: 60 }, (_, i) => tMin * (sde.horizon / tMin) ** (i / 59));
    const inside = times.slice(1, -1);

    it('has α and σ in range, noise growing and log-SNR falling', () => {
      for (const [i, t] of times.entries()) {
        expect(sde.alpha(t)).toBeGreaterThan(0);
        expect(sde.sigma(t)).toBeGreaterThan(0);
        if (i > 0) expect(sde.logSnr(t)).toBeLessThan(sde.logSnr(times[i - 1] as number));
      }
    });

    it("obeys α' = a·α", () => {
      // Near t = 0 α is almost 1, and its differences hold few digits: as many as there are, they count.
      for (const t of inside)
        expectClose(
          derivative((s) => sde.alpha(s), t),
          sde.drift(t) * sde.alpha(t),
          1e-9,
          1e-12 / t,
        );
    });

    it("obeys (σ²)' = 2a·σ² + g²", () => {
      for (const t of inside)
        expectClose(
          derivative((s) => sde.sigma(s) ** 2, t),
          2 * sde.drift(t) * sde.sigma(t) ** 2 + sde.diffusion2(t),
          1e-9,
        );
    });

    it("obeys λ' = −g²/σ²", () => {
      for (const t of inside)
        expectClose(
          derivative((s) => sde.logSnr(s), t),
          -sde.diffusion2(t) / sde.sigma(t) ** 2,
          1e-9,
        );
    });

    it('has λ = log(α²/σ²)', () => {
      for (const t of times) expectClose(sde.logSnr(t), 2 * Math.log(sde.alpha(t) / sde.sigma(t)), 1e-12, 1e-12);
    });

    it('inverts λ', () => {
      for (const t of times) expectClose(sde.time(sde.logSnr(t)), t, 1e-12);
    });

    it('has a prior near the variance of unit data at the horizon', () => {
      const variance = sde.alpha(sde.horizon) ** 2 + sde.sigma(sde.horizon) ** 2;
      expectClose(sde.priorSigma ** 2, variance, 0.05);
    });
  });
}

/** f' by central differences of order 6. */
function derivative(f: (t: number) => number, t: number): number {
  const h = t * 1e-3;
  const across = (n: number): number => f(t + n * h) - f(t - n * h);
  return (45 * across(1) - 9 * across(2) + across(3)) / (60 * h);
}

function expectClose(actual: number, expected: number, relative: number, absolute = 0): void {
  expect(Math.abs(actual - expected), `${actual} for ${expected}`).toBeLessThanOrEqual(relative * Math.abs(expected) + absolute);
}
