import { describe, expect, it } from 'vitest';
import { createContainer, Registry, Sde } from '@partita/core';
import { sdePlugin, VpSde } from '@partita/sde';
import { describeSde } from '@partita/testing';

describeSde("vp with the paper's β", () => new VpSde({ betaMin: 0, betaMax: 10 }));
describeSde("vp with Song's β", () => new VpSde({ betaMin: 0.1, betaMax: 20 }));

describe('vp', () => {
  const paper = new VpSde({ betaMin: 0, betaMax: 10 });

  it("has the paper's integral, ∫β = 5t²", () => {
    for (const t of [1e-4, 0.02, 0.5, 1]) {
      expect(paper.alpha(t)).toBeCloseTo(Math.exp(-2.5 * t * t), 14);
      expect(paper.diffusion2(t)).toBeCloseTo(10 * t, 14);
    }
  });

  it('keeps every digit of σ near t = 0, where 1 − exp(−B) has none', () => {
    // σ² = 5t² − (5t²)²/2 + …
    for (const t of [1e-4, 1e-6, 1e-9]) expect(paper.sigma(t) / (Math.sqrt(5) * t * (1 - (5 * t * t) / 4)) - 1).toBeLessThan(1e-14);
  });

  it("matches known values of Song's process", () => {
    const song = new VpSde({ betaMin: 0.1, betaMax: 20 });
    expect(song.alpha(1)).toBeCloseTo(Math.exp(-0.5 * 10.05), 14);
    expect(song.sigma(1e-5) ** 2).toBeCloseTo(-Math.expm1(-(0.1e-5 + 0.5 * 19.9e-10)), 16);
  });

  it('inverts far beyond its own range', () => {
    for (const logSnr of [-600, -40, 40]) expect(paper.logSnr(paper.time(logSnr)) / logSnr).toBeCloseTo(1, 9);
  });

  it('is a component, and refuses a falling β', () => {
    const container = createContainer(new Registry([sdePlugin]));
    expect(container.build(Sde, 'vp').alpha(0.5)).toBeCloseTo(paper.alpha(0.5), 14);
    expect(() => container.build(Sde, { kind: 'vp', betaMin: 3, betaMax: 2 })).toThrow('betaMax must be above betaMin');
  });
});
