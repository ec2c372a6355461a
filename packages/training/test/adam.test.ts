import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { adamRates, adamUpdate, averageUpdate, clipByNorm } from '@partita/training';
import { referenceBackend } from '@partita/testing';

beforeAll(() => referenceBackend().start());

/** Kingma & Ba's algorithm 1, in double precision. */
function adamByHand(start: readonly number[], gradients: readonly (readonly number[])[], lr: number, epsilon: number): number[] {
  const [theta, m, v] = [[...start], start.map(() => 0), start.map(() => 0)];
  gradients.forEach((gradient, n) =>
    gradient.forEach((g, i) => {
      m[i] = 0.9 * m[i]! + 0.1 * g;
      v[i] = 0.999 * v[i]! + 0.001 * g * g;
      theta[i] = theta[i]! - (lr * (m[i] / (1 - 0.9 ** (n + 1)))) / (Math.sqrt(v[i] / (1 - 0.999 ** (n + 1))) + epsilon);
    }),
  );
  return theta;
}

describe('adamUpdate', () => {
  it.each([1e-8, 0.1])('follows the algorithm over many steps, ε = %d', (epsilon) => {
    const start = [0.5, -1, 2];
    const options = { beta1: 0.9, beta2: 0.999, epsilon };
    const gradients = Array.from({ length: 40 }, (_, n) => [Math.sin(n), 3 * Math.cos(2 * n), 0.01 * n]);
    const result = tf.tidy(() => {
      let parameters = tf.tensor1d(start);
      let moments = { first: tf.zeros<tf.Rank.R1>([3]), second: tf.zeros<tf.Rank.R1>([3]) };
      gradients.forEach((gradient, n) => {
        const { stepSize, floor } = adamRates(0.01, n + 1, options);
        const rates = { stepSize: tf.scalar(stepSize), floor: tf.scalar(floor) };
        ({ parameters, moments } = adamUpdate(parameters, tf.tensor1d(gradient), moments, rates, options));
      });
      return parameters.dataSync();
    });
    adamByHand(start, gradients, 0.01, epsilon).forEach((value, i) => expect(result[i]).toBeCloseTo(value, 5));
  });
});

describe('clipByNorm', () => {
  it('scales long gradients down and leaves short ones alone', () => {
    const clip = (values: number[], limit: number): number[] =>
      Array.from(tf.tidy(() => clipByNorm(tf.tensor1d(values), limit).dataSync()));
    expect(clip([3, 4], 1)).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
    expect(clip([3, 4], 10)).toEqual([3, 4]);
    expect(clip([0, 0], 1)).toEqual([0, 0]);
  });
});

describe('averageUpdate', () => {
  it('is the weighted mean of what it saw', () => {
    const values = tf.tidy(() => averageUpdate(tf.tensor1d([1, 2]), tf.tensor1d([3, 6]), tf.scalar(0.25)).dataSync());
    expect(Array.from(values)).toEqual([1.5, 3]);
  });
});
