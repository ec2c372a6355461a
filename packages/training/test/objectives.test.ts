import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createContainer,
  Prediction,
  randomStream,
  Registry,
  scheduleAt,
  TimeSampling,
  Weighting,
  type Schedule,
  type Sde,
} from '@partita/core';
import { gaussian } from '@partita/datasets';
import { AnalyticNetwork } from '@partita/networks';
import { EdmSde, RectifiedSde, VpSde } from '@partita/sde';
import { describePrediction, describeTimeSampling, describeWeighting, referenceBackend } from '@partita/testing';
import { denoisingLoss, rowWeight, trainingPlugin } from '@partita/training';
import { denoisingBatch } from '../src/batches.ts';

const container = createContainer(new Registry([trainingPlugin]));
const sde = new VpSde({ betaMin: 0, betaMax: 10 });
const processes: Readonly<Record<string, Sde>> = { vp: sde, edm: new EdmSde(), rectified: new RectifiedSde() };
const PREDICTIONS = ['epsilon', 'x0', 'v', 'score', 'edm'];
const WEIGHTINGS = ['uniform', 'likelihood', 'min-snr', 'edm'];
const TIMES = ['time', 'log-snr', 'log-normal'];

for (const kind of PREDICTIONS) describePrediction(kind, () => container.build(Prediction, kind), referenceBackend());
for (const kind of WEIGHTINGS) describeWeighting(kind, () => container.build(Weighting, kind), sde);
for (const kind of TIMES)
  for (const stratified of [true, false])
    describeTimeSampling(
      `${kind}, ${stratified ? 'stratified' : 'independent'}`,
      () => container.build(TimeSampling, { kind, stratified }),
      sde,
    );

describe('conversions between predictions', () => {
  beforeAll(() => referenceBackend().start());

  // ε̂ → x̂₀ → v̂ → ŝ and so on: from each prediction's output to each other's and to the score, which is the same for all.
  it.each(Object.entries(processes))('agree on the score after a round trip: %s', (_name, process) => {
    for (const t of [0.05, 0.3, 0.7]) {
      const values = scheduleAt(process, t);
      const { alpha, sigma } = values;
      tf.tidy(() => {
        const at = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, tf.tensor2d([[value]])])) as unknown as Schedule;
        const [x, wanted] = [tf.tensor2d([[0.4, -1.1, 2]]), [0.7, -0.2, 1.3]];
        const score = PREDICTIONS.reduce<tf.Tensor2D>(
          (s, kind) => {
            const prediction = container.build(Prediction, kind);
            const noise = tf.mul<tf.Tensor2D>(s, -sigma);
            const x0 = tf.div<tf.Tensor2D>(tf.sub(x, tf.mul(noise, sigma)), alpha);
            return prediction.score(prediction.target(x0, noise, at), x, at);
          },
          tf.tensor2d([wanted.map((noise) => -noise / sigma)]),
        );
        // A quotient by a small σ or α magnifies the rounding of x; relative to that, one part in 10⁵.
        const size = Math.max(1, alpha / sigma, sigma / alpha);
        score.dataSync().forEach((s, i) => expect(Math.abs(-sigma * s - (wanted[i] as number))).toBeLessThan(1e-6 * size));
      });
    }
  });
});

describe.each(TIMES)('times %s', (kind) => {
  const times = container.build(TimeSampling, kind);
  const independent = container.build(TimeSampling, { kind, stratified: false });
  const density = (t: number, interval: { index: number; start: number; end: number }): number =>
    times.density?.(t, interval, sde) as number;

  it.each([
    [1e-3, 1],
    [0.02, 0.3],
    [0.5, 1],
  ])('has a density that integrates to 1 over (%d, %d], and draws by it', (start, end) => {
    const interval = { index: 0, start, end };
    const n = 20_000;
    // Simpson's rule in log t.
    const node = (i: number): number => start * (end / start) ** (i / n);
    const step = Math.log(end / start) / n;
    const value = (i: number): number => density(node(i), interval) * node(i);
    let cumulative = 0;
    const grid = [0];
    for (let i = 0; i < n; i += 2) grid.push((cumulative += (step / 3) * (value(i) + 4 * value(i + 1) + value(i + 2))));
    expect(Math.abs(cumulative - 1)).toBeLessThan(1e-8);

    // Kolmogorov and Smirnov: 1.95/√m is passed once in a thousand.
    const drawn = independent.times(interval, 4000, sde, randomStream(3, 'times')).sort();
    const cdf = (t: number): number => grid[Math.round(Math.log(t / start) / step / 2)] as number;
    const worst = Math.max(...Array.from(drawn, (t, i) => Math.abs(cdf(t) - (i + 0.5) / drawn.length)));
    expect(worst).toBeLessThan(1.95 / Math.sqrt(4000));
    const strata = times.times(interval, 4000, sde, randomStream(3, 'times')).sort();
    expect(Math.max(...Array.from(strata, (t, i) => Math.abs(cdf(t) - (i + 0.5) / 4000)))).toBeLessThan(2 / 4000);
  });
});

describe('the likelihood weighting', () => {
  const interval = { index: 0, start: 1e-3, end: 1 };
  const likelihood = container.build(Weighting, 'likelihood');
  /** The best loss ε of N(0, s²): α²s²/(α²s² + σ²). */
  const loss = (t: number): number => 0.25 / (0.25 + Math.exp(-sde.logSnr(t)));

  it('makes the expected loss the same for all times: nats by closed form, and log-snr the least noisy', () => {
    // ½·∫loss dλ = ½·log[(1 + s²γ(start))/(1 + s²γ(end))], γ = α²/σ²
    const width = sde.logSnr(interval.start) - sde.logSnr(interval.end);
    const nats = 0.5 * Math.log((1 + 0.25 * Math.exp(sde.logSnr(interval.start))) / (1 + 0.25 * Math.exp(sde.logSnr(interval.end))));
    const spread: Record<string, number> = {};
    for (const kind of ['time', 'log-snr']) {
      const times = container.build(TimeSampling, { kind, stratified: false });
      const context = { sde, interval, density: (t: number) => times.density?.(t, interval, sde) as number };
      const values = Array.from(
        times.times(interval, 40_000, sde, randomStream(1, 'times')),
        (t) => 0.5 * width * likelihood.weight(t, context) * loss(t),
      );
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      expect(Math.abs(mean - nats)).toBeLessThan((5 * deviation) / Math.sqrt(values.length));
      spread[kind] = deviation;
    }
    expect(spread['log-snr']).toBeLessThan(0.2 * (spread['time'] as number));
    const times = container.build(TimeSampling, 'log-snr');
    const context = { sde, interval, density: (t: number) => times.density?.(t, interval, sde) as number };
    for (const t of [0.002, 0.1, 0.9]) expect(likelihood.weight(t, context)).toBeCloseTo(1, 12);
  });

  it('needs to know how times are drawn', () => {
    expect(() => likelihood.weight(0.5, { sde, interval })).toThrow("choose times 'log-snr'");
  });
});

describe('the best loss', () => {
  beforeAll(() => referenceBackend().start());
  const data = gaussian({ mean: [0.5], variance: 0.25 });
  const interval = { index: 0, start: 0.02, end: 0.8 };

  // Every prediction, weighting and time sampling: with the exact answer in place of a network the loss is the mean of w·α²s²/v.
  for (const kind of ['epsilon', 'x0', 'v', 'score'])
    for (const weightingKind of WEIGHTINGS)
      for (const timesKind of TIMES)
        it(`is reached by ${kind} × ${weightingKind} × ${timesKind}`, async () => {
          const prediction = container.build(Prediction, kind);
          const weighting = container.build(Weighting, weightingKind);
          const times = container.build(TimeSampling, timesKind);
          const source = { dataset: data, sde, times, interval, seed: 2 };
          const weightOf = rowWeight(source, weighting, prediction);
          const network = new AnalyticNetwork({ terms: data.exact?.gaussians ?? [], prediction });
          const batch = await denoisingBatch(source, weightOf, { split: 'train', batchSize: 4000, antithetic: false }, 0);
          const found = tf.tidy(() => denoisingLoss(network, prediction, {}, batch).dataSync()[0] as number);
          const context = { sde, interval, density: (t: number) => times.density?.(t, interval, sde) as number };
          const best = Array.from(batch.at.t.dataSync(), (t) => {
            const [signal, noise] = [sde.alpha(t) ** 2 * 0.25, sde.sigma(t) ** 2];
            return (weighting.weight(t, context) * signal) / (signal + noise);
          });
          const mean = best.reduce((sum, value) => sum + value, 0) / best.length;
          // ε² of one row has the variance of a χ²: its mean square weight over the rows gives the standard error.
          const error = Math.sqrt((2 * best.reduce((sum, value) => sum + value ** 2, 0)) / best.length / best.length);
          expect(Math.abs(found - mean)).toBeLessThan(5 * error);
          tf.dispose(batch as unknown as tf.TensorContainer);
        });
});
