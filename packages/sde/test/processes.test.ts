import { describe, expect, it } from 'vitest';
import { createContainer, Registry, Sde } from '@partita/core';
import { CosineSde, EdmSde, RectifiedSde, sdePlugin, SubVpSde, VeSde, VpSde } from '@partita/sde';
import { describeSde } from '@partita/testing';

describeSde("sub-vp with Song's β", () => new SubVpSde({ betaMin: 0.1, betaMax: 20 }));
describeSde('cosine', () => new CosineSde());
describeSde('ve', () => new VeSde({ sigmaMin: 0.01, sigmaMax: 50 }));
describeSde('edm', () => new EdmSde());
describeSde('rectified', () => new RectifiedSde());

describe('processes at known points', () => {
  it('sub-vp has the mean of vp and the square of its variance', () => {
    const range = { betaMin: 0.1, betaMax: 20 };
    const [sub, full] = [new SubVpSde(range), new VpSde(range)];
    for (const t of [1e-6, 0.01, 0.3, 1]) {
      expect(sub.alpha(t)).toBe(full.alpha(t));
      expect(sub.sigma(t) / full.sigma(t) ** 2).toBeCloseTo(1, 13);
    }
  });

  it('cosine is a quarter circle, cut where log-SNR is −10', () => {
    const sde = new CosineSde();
    expect(sde.logSnr(1)).toBeCloseTo(-10, 11);
    expect(sde.alpha(0.4) ** 2 + sde.sigma(0.4) ** 2).toBeCloseTo(1, 14);
    expect(new CosineSde({ logSnrMin: -40 }).alpha(0.5)).toBeCloseTo(Math.SQRT1_2, 8);
  });

  it('ve starts from the data themselves, without noise', () => {
    const sde = new VeSde({ sigmaMin: 0.01, sigmaMax: 50 });
    // σ² = s₀²·(2Lt + …): to first order in t
    expect(sde.sigma(1e-9) ** 2 / (1e-4 * 2 * Math.log(5000) * 1e-9)).toBeCloseTo(1, 7);
    expect(sde.sigma(1) ** 2).toBeCloseTo(2500 - 1e-4, 8);
  });

  it('edm and rectified invert λ exactly where it matters', () => {
    for (const sde of [new EdmSde(), new RectifiedSde()])
      for (const t of [1e-6, 1e-3, 0.1, 0.7]) expect(Math.abs(sde.time(sde.logSnr(t)) / t - 1)).toBeLessThan(1e-14);
    expect(new RectifiedSde().logSnr(0.5)).toBe(0);
  });

  it('all are components', () => {
    const container = createContainer(new Registry([sdePlugin]));
    for (const { kind } of sdePlugin.components) expect(container.build(Sde, kind).logSnr(0.5)).toBeLessThan(Infinity);
    expect(() => container.build(Sde, { kind: 've', sigmaMin: 0.5, sigmaMax: 0.4 })).toThrow('sigmaMax must be above sigmaMin');
  });
});
