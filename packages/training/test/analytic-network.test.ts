import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createContainer, Dataset, Prediction, Registry, scheduleAt, ScoreNetwork, type Schedule } from '@partita/core';
import { gaussian, gaussianMixture, hg } from '@partita/datasets';
import { AnalyticNetwork, networksPlugin } from '@partita/networks';
import { VpSde } from '@partita/sde';
import { describeScoreNetwork, referenceBackend } from '@partita/testing';
import { edmPrediction, epsilonPrediction, scorePrediction, vPrediction, x0Prediction } from '@partita/training';

const backend = referenceBackend();
const sde = new VpSde({ betaMin: 0, betaMax: 10 });
const data = gaussianMixture({
  components: [
    { weight: 1, mean: [1, -0.5], variance: [0.04, 0.3] },
    { weight: 3, mean: [-1, 0.2], variance: 0.01 },
  ],
});
const terms = data.exact?.gaussians ?? [];

describeScoreNetwork('analytic', () => new AnalyticNetwork({ terms, prediction: epsilonPrediction }), { dimension: 2, backend });

describe('analytic', () => {
  beforeAll(() => backend.start());
  const points = [0.9, -0.4, -1.05, 0.3, 0, 0, 3, 3];

  for (const [name, prediction] of Object.entries({ epsilonPrediction, scorePrediction, vPrediction, x0Prediction }))
    it(`is the exact score under ${name}, far away and with little noise too`, () => {
      for (const t of [1e-3, 0.05, 0.4, 1]) {
        const values = scheduleAt(sde, t);
        const exact = data.exact?.score?.(points, values.alpha, values.sigma) as Float64Array;
        const score = tf.tidy(() => {
          const at = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, tf.tensor2d([[value]])])) as unknown as Schedule;
          const x = tf.tensor2d(points, [4, 2]);
          return prediction.score(new AnalyticNetwork({ terms, prediction }).apply({}, x, at), x, at).dataSync();
        });
        // ŝ = (α·x̂₀ − x)/σ² takes a difference of nearly equal numbers where σ is small.
        const scale = name === 'x0Prediction' ? 4 / values.sigma ** 2 : 0;
        exact.forEach((value, i) =>
          expect(Math.abs((score[i] as number) - value)).toBeLessThan(2e-5 * Math.max(1, Math.abs(value)) + 1e-6 * scale),
        );
      }
    });

  it('refuses data without such a form, and predictions that hide x', () => {
    const container = (dataset: Dataset, prediction: Prediction) =>
      createContainer(new Registry([networksPlugin]))
        .provide(Dataset, dataset)
        .provide(Prediction, prediction);
    const plain = gaussian({ mean: [0, 0], variance: 1 });
    expect(container(plain, epsilonPrediction).build(ScoreNetwork, 'analytic').parameters).toEqual([]);
    expect(() => container(hg(), epsilonPrediction).build(ScoreNetwork, 'analytic')).toThrow('needs data that are a mixture of Gaussians');
    expect(() => container(plain, edmPrediction({ dataSigma: 1 })).build(ScoreNetwork, 'analytic')).toThrow('has to see x itself');
  });
});
