import { intervalsFrom, pointsFrom, type Measurement, type TimeInterval } from '@partita/core';
import { gaussian, gaussianMixture, hg, twoMoons } from '@partita/datasets';
import { regret } from '@partita/metrics';
import { describeMetric, gaussianModel, toySde, type Gaussian } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { backend, contextOf, deviation, exactScore, mean, modelOf, rowsOf } from './context.ts';

beforeAll(() => backend.start());

const options = { evaluations: 4096, batch: 512 };
describeMetric('regret', () => regret({ evaluations: 2048, batch: 500 }));

const tMin = 1e-3;
const truth: Gaussian = { mean: [0.5, -0.3], variance: [0.25, 0.04] };
const wrong: Gaussian = { mean: [0.45, -0.3], variance: [0.3, 0.05] };

/** Of the first to the second, both noised, at time t. */
const kl = (p: Gaussian, q: Gaussian, t: number): number =>
  p.mean.reduce((sum, m, i) => {
    const [a, s2] = [toySde.alpha(t), toySde.sigma(t) ** 2];
    const [v, w] = [a * a * p.variance[i]! + s2, a * a * q.variance[i]! + s2];
    return sum + 0.5 * (v / w - 1 - Math.log(v / w) + (a * (m - q.mean[i]!)) ** 2 / w);
  }, 0);

async function measure(model: Gaussian, plan: readonly TimeInterval[], seed = 0, size = 1000, own = {}): Promise<Measurement> {
  const dataset = gaussian(truth);
  const score = gaussianModel(model, plan, tMin);
  const rows = await rowsOf(dataset, size, seed);
  const measured = await regret({ ...options, ...own }).measure(contextOf({ dataset, score, rows, seed }));
  tf.dispose(score.parameters);
  return measured!;
}

const edges = [tMin, 0.02, 0.1, 0.3, 1];

describe('the regret', () => {
  it('of the exact score is 0 but for float32', async () => {
    const { value, parts } = await measure(truth, intervalsFrom(edges));
    expect(value).toBeLessThan(1e-10);
    expect(parts).toHaveLength(4);
  });

  // Of two diffused Gaussians, d KL(p_t ‖ q_t)/dt = −½g²·E‖∇log p_t − ∇log q_t‖²: an interval's regret is what KL falls by.
  it('of another Gaussian is the fall of KL over each interval, in closed form', async () => {
    const { value, standardError, unit, parts } = await measure(wrong, intervalsFrom(edges));
    expect(unit).toBe('nats');
    expect(parts!.map(({ name }) => name)).toEqual(['0 (0.001, 0.02]', '1 (0.02, 0.1]', '2 (0.1, 0.3]', '3 (0.3, 1]']);
    parts!.forEach((part, k) => {
      const expected = kl(truth, wrong, edges[k]!) - kl(truth, wrong, edges[k + 1]!);
      expect(Math.abs(part.value - expected)).toBeLessThan(4 * part.standardError);
      expect(part.standardError).toBeLessThan(0.2 * expected);
    });
    expect(Math.abs(value - (kl(truth, wrong, tMin) - kl(truth, wrong, 1)))).toBeLessThan(4 * standardError);
    expect(parts!.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(value, 12);
  });

  it('does not depend on how time is cut where the score is the same', async () => {
    const [one, four] = [await measure(wrong, intervalsFrom([tMin, 1])), await measure(wrong, intervalsFrom(edges))];
    expect(Math.abs(one.value - four.value)).toBeLessThan(4 * Math.hypot(one.standardError, four.standardError));
  });

  it('has a standard error that is its spread over seeds: of the whole, whose intervals share rows, and of a part', async () => {
    const expected = kl(truth, wrong, tMin) - kl(truth, wrong, 1);
    const runs = await Promise.all(
      Array.from({ length: 60 }, (_, seed) => measure(wrong, intervalsFrom(edges), seed, 100, { evaluations: 1600 })),
    );
    for (const [pick, reference] of [
      [(run: Measurement) => run, expected],
      [(run: Measurement) => run.parts![1]!, kl(truth, wrong, 0.02) - kl(truth, wrong, 0.1)],
    ] as const) {
      const values = runs.map((run) => pick(run).value);
      const claimed = Math.sqrt(mean(runs.map((run) => pick(run).standardError ** 2)));
      expect(deviation(values) / claimed).toBeGreaterThan(0.75);
      expect(deviation(values) / claimed).toBeLessThan(1.25);
      expect(Math.abs(mean(values) - reference)).toBeLessThan((4 * claimed) / Math.sqrt(runs.length));
    }
  });

  it('of point intervals is that of a score which stands still between them', async () => {
    const times = [0.05, 0.2, 0.5, 1];
    const { parts } = await measure(truth, pointsFrom(times), 0, 2000, { evaluations: 16_384 });
    parts!.forEach((part, k) => {
      const [start, end] = [k === 0 ? tMin : times[k - 1]!, times[k]!];
      expect(Math.abs(part.value - heldRegret(start, end))).toBeLessThan(4 * part.standardError);
      expect(part.value).toBeGreaterThan(10 * part.standardError);
    });
  });

  it('does not depend on the batch', async () => {
    const [a, b] = [await measure(wrong, intervalsFrom(edges)), await measure(wrong, intervalsFrom(edges), 0, 1000, { batch: 100 })];
    expect(a.value).toBeCloseTo(b.value, 9);
  });

  it.each([
    ['hg', hg()],
    ['a mixture', gaussianMixture({ components: [1, 2].map((m) => ({ weight: m, mean: [m, -m], variance: 0.1 * m })) })],
  ])('is 0 for the exact score of %s, and ½∫(gain − 1)²·E‖ε*‖²dλ for a multiple of it', async (_, dataset) => {
    const rows = await rowsOf(dataset, 500);
    const ofGain = async (gain: number) =>
      (await regret({ evaluations: 1000, batch: 500 }).measure(
        contextOf({ dataset, score: modelOf({ score: exactScore(dataset.exact!, gain), dimension: 2 }), rows }),
      ))!;
    expect((await ofGain(1)).value).toBeLessThan(1e-5);
    const [ten, twenty] = [await ofGain(1.1), await ofGain(1.2)];
    expect(ten.value).toBeGreaterThan(0.01);
    expect(twenty.value / ten.value).toBeCloseTo(4, 2);
  });

  it('is undefined for data without an exact score, and needs two rows', async () => {
    const rows = new Float32Array(2);
    expect(await regret(options).measure(contextOf({ dataset: twoMoons({ noise: 0.1 }), rows }))).toBeUndefined();
    await expect(regret(options).measure(contextOf({ dataset: gaussian(truth), rows }))).rejects.toThrow(/at least 2 test rows, got 1/);
  });

  it('stops when it is told to', async () => {
    const context = {
      ...contextOf({ dataset: gaussian(truth), rows: new Float32Array(8) }),
      signal: AbortSignal.abort(new Error('enough')),
    };
    await expect(regret(options).measure(context)).rejects.toThrow('enough');
  });
});

/** ½∫σ²·E‖s(x_t, end) − s(x_t, t)‖²dλ for Gaussian data, by Simpson's rule in λ. */
function heldRegret(start: number, end: number): number {
  const spread = (t: number, i: number): number => toySde.alpha(t) ** 2 * truth.variance[i]! + toySde.sigma(t) ** 2;
  const integrand = (lambda: number): number => {
    const t = Math.min(end, Math.max(start, toySde.time(lambda)));
    return truth.mean.reduce((sum, m, i) => {
      const [v, w] = [spread(t, i), spread(end, i)];
      const shift = ((toySde.alpha(t) - toySde.alpha(end)) * m) / w;
      return sum + 0.5 * toySde.sigma(t) ** 2 * (v * (1 / w - 1 / v) ** 2 + shift ** 2);
    }, 0);
  };
  const [low, high, steps] = [toySde.logSnr(end), toySde.logSnr(start), 2000];
  const h = (high - low) / steps;
  return (
    (Array.from({ length: steps + 1 }, (_, i) => (i % steps === 0 ? 1 : i % 2 === 1 ? 4 : 2) * integrand(low + i * h)).reduce(
      (sum, value) => sum + value,
      0,
    ) *
      h) /
    3
  );
}
