import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend, Prediction, Schedule } from '@partita/core';

/**
 * For data at a single point m the noised density is N(αm, σ²I) and its score −(x − αm)/σ² = −ε/σ: a network that
 * predicts the target perfectly must yield just that.
 */
export function describePrediction(name: string, make: () => Prediction, backend: Backend): void {
  describe(`${name} fulfils Prediction`, () => {
    beforeAll(() => backend.start());

    for (const [alpha, sigma] of [
      [0.99, 0.1411],
      [0.6, 0.8],
      [0.1, 0.995],
    ] as const)
      it(`turns its own target into the exact score of point data at α = ${alpha}`, () => {
        tf.tidy(() => {
          const column = (value: number): tf.Tensor2D => tf.tensor2d([value, value], [2, 1]);
          const at: Schedule = { t: column(0.5), logSnr: column(2 * Math.log(alpha / sigma)), alpha: column(alpha), sigma: column(sigma) };
          const [x0, noise] = [tf.tensor2d([1, 2, 1, 2], [2, 2]), tf.tensor2d([0.3, -1.2, 2, 0.1], [2, 2])];
          const xt = tf.add<tf.Tensor2D>(tf.mul(at.alpha, x0), tf.mul(at.sigma, noise));
          const prediction = make();
          const score = prediction.score(prediction.target(x0, noise, at), xt, at).dataSync();
          noise.dataSync().forEach((value, i) => expect(score[i]).toBeCloseTo(-value / sigma, 3));
        });
      });
  });
}
