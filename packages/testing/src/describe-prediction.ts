import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend, Prediction, Schedule } from '@partita/core';

/** Signal and noise levels of variance-preserving and other processes. */
const LEVELS = [
  [0.99, 0.1411],
  [0.6, 0.8],
  [0.1, 0.995],
  [1, 3],
  [0.5, 0.05],
] as const;

/**
 * For data at a single point m the noised density is N(αm, σ²I) and its score −(x − αm)/σ² = −ε/σ: a network that
 * predicts the target perfectly must yield just that. An error of its output must be an error of the noise, `noiseScale` times as large.
 */
export function describePrediction(name: string, make: () => Prediction, backend: Backend): void {
  describe(`${name} fulfils Prediction`, () => {
    beforeAll(() => backend.start());

    for (const [alpha, sigma] of LEVELS) {
      const values = { t: 0.5, logSnr: 2 * Math.log(alpha / sigma), alpha, sigma };
      const column = (value: number): tf.Tensor2D => tf.tensor2d([value, value], [2, 1]);
      const schedule = (): Schedule => ({ t: column(0.5), logSnr: column(values.logSnr), alpha: column(alpha), sigma: column(sigma) });
      const rows = (): { x0: tf.Tensor2D; noise: tf.Tensor2D; xt: tf.Tensor2D } => {
        const [x0, noise] = [tf.tensor2d([1, 2, 1, 2], [2, 2]), tf.tensor2d([0.3, -1.2, 2, 0.1], [2, 2])];
        return { x0, noise, xt: tf.add(tf.mul(x0, alpha), tf.mul(noise, sigma)) };
      };

      it(`turns its own target into the exact score of point data at α = ${alpha}, σ = ${sigma}`, () => {
        tf.tidy(() => {
          const { x0, noise, xt } = rows();
          const prediction = make();
          const score = prediction.score(prediction.target(x0, noise, schedule()), xt, schedule()).dataSync();
          // x_t is rounded to single precision, which α·x₀ ≈ x_t magnifies where the noise is small.
          const rounding = 1e-6 * Math.max(1, (alpha * 2) / sigma);
          noise.dataSync().forEach((value, i) => expect(Math.abs((score[i] as number) * sigma + value)).toBeLessThan(rounding));
        });
      });

      it(`knows how an error of its output becomes one of the noise at α = ${alpha}, σ = ${sigma}`, () => {
        tf.tidy(() => {
          const { x0, noise, xt } = rows();
          const prediction = make();
          const target = prediction.target(x0, noise, schedule());
          const noiseOf = (output: tf.Tensor2D): tf.Tensor2D => tf.mul(prediction.score(output, xt, schedule()), -sigma);
          // The score is affine in the output, so any step does.
          const slope = tf.sub(noiseOf(tf.add(target, 1)), noiseOf(target)).dataSync();
          const scale = prediction.noiseScale(values);
          slope.forEach((value) => expect(Math.abs(Math.abs(value) / scale - 1)).toBeLessThan(1e-5 * Math.max(1, 1 / (scale * sigma))));
        });
      });
    }

    it('shows the network rows of the same shape, each by itself', () => {
      tf.tidy(() => {
        const prediction = make();
        const column = (value: number): tf.Tensor2D => tf.tensor2d([[value]]);
        const at: Schedule = { t: column(0.5), logSnr: column(0), alpha: column(0.7), sigma: column(0.7) };
        const both = tf.tensor2d([1, 2, 3, 4], [2, 2]);
        const shown = prediction.input?.(both, at) ?? both;
        const second = tf.tensor2d([3, 4], [1, 2]);
        expect(shown.shape).toEqual([2, 2]);
        expect(Array.from(shown.dataSync()).slice(2)).toEqual(Array.from((prediction.input?.(second, at) ?? second).dataSync()));
      });
    });
  });
}
