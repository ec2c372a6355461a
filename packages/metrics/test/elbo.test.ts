import { intervalsFrom, randomStream, type Measurement, type Sde, type TimeInterval } from '@partita/core';
import { gaussian } from '@partita/datasets';
import { elbo } from '@partita/metrics';
import { describeMetric, gaussianLogLikelihood, gaussianModel, toySde, type Gaussian } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { backend, contextOf, deviation, mean, rowsOf, uniform } from './context.ts';

beforeAll(() => backend.start());

const options = { evaluations: 8192, batch: 1024, dequantiser: uniform };
describeMetric('elbo', () => elbo({ ...options, evaluations: 2048 }));

const tMin = 1e-3;
const data: Gaussian = { mean: [0.5, -0.3], variance: [0.25, 0.04] };

interface Run {
  readonly of?: Gaussian;
  readonly model?: Gaussian;
  readonly plan?: readonly TimeInterval[];
  readonly sde?: Sde;
  readonly seed?: number;
  readonly size?: number;
  readonly evaluations?: number;
}

async function measure({
  of = data,
  model = of,
  sde = toySde,
  plan = intervalsFrom([tMin, 1]),
  seed = 0,
  size = 2000,
  evaluations = 8192,
}: Run) {
  const dataset = gaussian(of);
  const score = gaussianModel(model, plan, plan[0]!.start, sde);
  const measured = await elbo({ ...options, evaluations }).measure(
    contextOf({ dataset, score, rows: await rowsOf(dataset, size, seed), seed }),
  );
  tf.dispose(score.parameters);
  return measured as Measurement & { parts: NonNullable<Measurement['parts']> };
}

/** Entropy of x₀ + (σ/α)·ε, and KL(p_T ‖ prior). */
const closedForm = (of: Gaussian, sde: Sde, start: number) => {
  const [aT, vT] = [sde.alpha(1), sde.sigma(1) ** 2];
  const noise = Math.exp(-sde.logSnr(start));
  return {
    entropy: of.variance.reduce((sum, s2) => sum + 0.5 * Math.log(2 * Math.PI * Math.E * (s2 + noise)), 0),
    mismatch: of.mean.reduce((sum, m, i) => {
      const v = aT * aT * of.variance[i]! + vT;
      return sum + 0.5 * (v + (aT * m) ** 2 - 1 - Math.log(v));
    }, 0),
  };
};

describe('the bound with the exact score', () => {
  it('is the entropy of x₀ + (σ/α)·ε and the prior mismatch, in closed form', async () => {
    const { value, standardError, parts } = await measure({});
    const { entropy, mismatch } = closedForm(data, toySde, tMin);
    expect(Math.abs(value - entropy - mismatch)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.03);
    expect(parts.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(value, 12);
  });

  it('is the −log p that the model gives to its rows as its first time sees them', async () => {
    const { value, standardError } = await measure({ size: 4000 });
    const rows = await rowsOf(gaussian(data), 4000);
    const random = randomStream(1, 'noise');
    const [alpha, sigma] = [toySde.alpha(tMin), toySde.sigma(tMin)];
    const seen = Array.from(rows, (x) => alpha * x + sigma * random.normal());
    const surprise = Array.from(
      { length: 4000 },
      (_, i) => -gaussianLogLikelihood(data, seen.slice(2 * i, 2 * i + 2), tMin) - 2 * Math.log(alpha),
    );
    expect(Math.abs(value - mean(surprise))).toBeLessThan(4 * Math.hypot(standardError, deviation(surprise) / Math.sqrt(4000)));
  });

  it('spends ½·log[(1 + s²γ_a)/(1 + s²γ_b)] nats on each interval, which telescopes', async () => {
    const song: Sde = songSde;
    const of: Gaussian = { mean: [0.3], variance: [0.25] };
    const edges = [1e-5, 0.02, 0.1, 0.3, 1];
    const { parts } = await measure({ of, sde: song, plan: intervalsFrom(edges), evaluations: 16_384 });
    const information = (t: number): number => 0.5 * Math.log1p(0.25 * Math.exp(song.logSnr(t)));
    const diffusion = parts.filter(({ name }) => name.startsWith('diffusion'));
    expect(diffusion.map(({ name }) => name.slice(0, 12))).toEqual(['diffusion 0 ', 'diffusion 1 ', 'diffusion 2 ', 'diffusion 3 ']);
    [4.3372, 1.3015, 0.4994, 0.076].forEach((published, k) => {
      const expected = information(edges[k]!) - information(edges[k + 1]!);
      expect(expected).toBeCloseTo(published, 4);
      expect(Math.abs(diffusion[k]!.value - expected)).toBeLessThan(4 * diffusion[k]!.standardError);
      expect(diffusion[k]!.standardError).toBeLessThan(0.05 * expected);
    });
  });

  it('has a prior term and a reconstruction in closed form', async () => {
    const { parts } = await measure({ size: 20_000, evaluations: 64 });
    const [prior, , reconstruction] = parts;
    const [aT, vT] = [toySde.alpha(1), toySde.sigma(1) ** 2];
    const expected = data.mean.reduce((sum, m, i) => sum + 0.5 * (vT + aT * aT * (m * m + data.variance[i]!) - 1 - Math.log(vT)), 0);
    expect(prior!.name).toBe('prior');
    expect(Math.abs(prior!.value - expected)).toBeLessThan(4 * prior!.standardError);
    expect(reconstruction).toMatchObject({ name: 'reconstruction', standardError: 0 });
    expect(reconstruction!.value).toBeCloseTo(Math.log((2 * Math.PI * Math.E * toySde.sigma(tMin) ** 2) / toySde.alpha(tMin) ** 2), 12);
  });

  it('has a standard error that is its spread over seeds', async () => {
    const runs = await Promise.all(Array.from({ length: 60 }, (_, seed) => measure({ seed, size: 200, evaluations: 800 })));
    const claimed = Math.sqrt(mean(runs.map(({ standardError }) => standardError ** 2)));
    const { entropy, mismatch } = closedForm(data, toySde, tMin);
    expect(deviation(runs.map(({ value }) => value)) / claimed).toBeGreaterThan(0.75);
    expect(deviation(runs.map(({ value }) => value)) / claimed).toBeLessThan(1.25);
    expect(Math.abs(mean(runs.map(({ value }) => value)) - entropy - mismatch)).toBeLessThan((4 * claimed) / Math.sqrt(60));
  });
});

describe('the bound with another score', () => {
  it('is worse', async () => {
    const [best, worse] = [await measure({}), await measure({ model: { mean: [0.4, -0.3], variance: [0.3, 0.05] } })];
    expect(worse.value).toBeGreaterThan(best.value + 0.02);
  });
});

const songB = (t: number): number => 0.1 * t + 9.95 * t * t;
const songSde: Sde = {
  horizon: 1,
  priorSigma: 1,
  alpha: (t) => Math.exp(-0.5 * songB(t)),
  sigma: (t) => Math.sqrt(-Math.expm1(-songB(t))),
  drift: (t) => -0.5 * (0.1 + 19.9 * t),
  diffusion2: (t) => 0.1 + 19.9 * t,
  logSnr: (t) => -Math.log(Math.expm1(songB(t))),
  time: (logSnr) => {
    const B = Math.log1p(Math.exp(-logSnr));
    return (2 * B) / (0.1 + Math.sqrt(0.01 + 39.8 * B));
  },
};
