import {
  ancestralFactors,
  ddimFactors,
  dpmSolverPpFactors,
  eulerMaruyamaFactors,
  exponentialWeights,
  langevinFactors,
  reverseDiffusionFactors,
} from '@partita/samplers';
import { describe, expect, it } from 'vitest';
import { course, end, toys } from './host.ts';
import { ddimRule, rules } from './rules.ts';

const near = (actual: number, expected: number, tolerance = 1e-11): void =>
  expect(Math.abs(actual - expected), `${actual} for ${expected}`).toBeLessThan(tolerance * Math.max(1, Math.abs(expected)));

describe.each(toys)('on the $name process', ({ sde, tMin }) => {
  const T = sde.horizon;
  const pairs = [
    [T, 0.7 * T],
    [0.5 * T, 0.2 * T],
    [0.1 * T, tMin],
  ] as const;

  it("ancestral: mean and variance of q(x_t' | x_t, x_0) from the product of two Gaussians", () => {
    for (const [t, next] of pairs) {
      const [a, s, a1, s1] = [sde.alpha(t), sde.sigma(t) ** 2, sde.alpha(next), sde.sigma(next) ** 2];
      const between = s - (a / a1) ** 2 * s1;
      const { x, data, noise } = ancestralFactors(sde, t, next);
      near(x, ((a / a1) * s1) / s);
      near(data, (a1 * between) / s);
      near(noise ** 2, (s1 * between) / s);
    }
  });

  it('reverse diffusion: the exact forward transition, reversed', () => {
    for (const [t, next] of pairs) {
      const [ratio, s] = [sde.alpha(t) / sde.alpha(next), sde.sigma(t) ** 2];
      const gain = s - ratio ** 2 * sde.sigma(next) ** 2;
      const { x, data, noise } = reverseDiffusionFactors(sde, t, next);
      near(noise ** 2 / gain, 1);
      near(data, (gain * sde.alpha(t)) / s); // s(x) = (α·x̂0 − x)/σ²
      near(x, 2 - ratio - gain / s);
    }
  });

  it('Euler-Maruyama: drift and noise of the reverse SDE', () => {
    const [t, next] = [0.5 * T, 0.48 * T];
    const { x, data, noise } = eulerMaruyamaFactors(sde, t, next);
    const score = (sde.alpha(t) * 0.3 - 1.2) / sde.sigma(t) ** 2;
    near(x * 1.2 + data * 0.3, 1.2 - (sde.drift(t) * 1.2 - sde.diffusion2(t) * score) * (t - next));
    near(noise, Math.sqrt(sde.diffusion2(t) * (t - next)));
  });

  it('DDIM: η = 1 is the ancestral step, η = 0 is DPM-Solver++ of order 1, and every η keeps the marginal of known data', () => {
    for (const [t, next] of pairs) {
      const exact = ancestralFactors(sde, t, next);
      const full = ddimFactors(sde, t, next, 1);
      for (const name of ['x', 'data', 'noise'] as const) near(full[name], exact[name]);
      const still = ddimFactors(sde, t, next, 0);
      const solver = dpmSolverPpFactors(sde, { times: [t], next, used: 1, usedBefore: 0 }, 3);
      near(still.x, solver.x);
      near(still.data, solver.data);
      for (const eta of [0, 0.3, 1]) {
        const { x, data, noise } = ddimFactors(sde, t, next, eta);
        near(x * sde.alpha(t) + data, sde.alpha(next)); // x̂0 = x_0: the mean of x_t' given x_0
        near(x ** 2 * sde.sigma(t) ** 2 + noise ** 2, sde.sigma(next) ** 2);
      }
    }
  });

  it('Langevin: a point mass keeps its marginal up to the order snr²', () => {
    const excess = (snr: number) => {
      const { x, data, noise } = langevinFactors(sde, 0.5 * T, snr);
      near(x * sde.alpha(0.5 * T) + data, sde.alpha(0.5 * T));
      return noise ** 2 / (1 - x ** 2) / sde.sigma(0.5 * T) ** 2 - 1; // the stationary variance
    };
    near(excess(0.16), 0.16 ** 2 / (1 - 0.16 ** 2));
    expect(Math.abs(Math.log2(excess(0.02) / excess(0.01)) - 2)).toBeLessThan(0.01);
  });
});

describe('exponential integrators', () => {
  it('integrate polynomials exactly, for any step', () => {
    for (const h of [1e-6, 0.03, 1, 3.9, 4.1, 12])
      for (const ratios of [[0], [0, -0.7], [0, -0.7, -2], [1, 0, -0.7, -2]]) {
        const weights = exponentialWeights(h, ratios);
        ratios.forEach((_, power) => {
          const exact = simpson((s) => Math.exp(h * (s - 1)) * s ** power * h);
          near(weights.reduce((sum, w, j) => sum + w * (ratios[j] as number) ** power, 0) / exact, 1, 1e-10);
        });
      }
  });

  it.each(
    rules.filter(
      ({ spec }) =>
        /dpm-solver-pp$|unipc|ddim|edm-heun/.test(spec.kind) && !('eta' in spec) && !('sChurn' in spec) && !spec.kind.startsWith('sde'),
    ),
  )('are exact on a point mass, in one step as in many: $spec.kind $spec.order', ({ rule }) => {
    for (const toy of toys)
      for (const steps of [1, 2, 7]) {
        const [T, data] = [toy.sde.horizon, { mean: 0.4, variance: 0 }];
        const eps = 1.3; // x_T = α·x0 + σ·ε goes to α'·x0 + σ'·ε
        const reached = end(rule, course(toy, steps), data, toy.sde.alpha(T) * 0.4 + toy.sde.sigma(T) * eps);
        near(reached, toy.sde.alpha(toy.tMin) * 0.4 + toy.sde.sigma(toy.tMin) * eps, 1e-11);
      }
  });

  it('are exact there whatever the edges', () => {
    for (const { rule } of rules.filter(({ multistep, spec }) => multistep && spec.kind !== 'sde-dpm-solver-pp'))
      near(
        end(rule, course(toys[0]!, 9, [0.03, 0.21, 0.5]), { mean: 0.4, variance: 0 }, 0.9),
        end(ddimRule(0), course(toys[0]!, 1), { mean: 0.4, variance: 0 }, 0.9),
      );
  });
});

/** ∫₀¹ f */
function simpson(f: (s: number) => number, n = 2000): number {
  let sum = f(0) + f(1);
  for (let i = 1; i < n; i++) sum += (i % 2 === 0 ? 2 : 4) * f(i / n);
  return sum / (3 * n);
}
