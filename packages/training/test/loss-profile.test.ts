import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream, type Dataset, type ScoreNetwork } from '@partita/core';
import { VpSde } from '@partita/sde';
import { referenceBackend } from '@partita/testing';
import { epsilonPrediction, gradientVariance, lossProfile } from '@partita/training';

const backend = referenceBackend();
const sde = new VpSde({ betaMin: 0, betaMax: 10 });
const dataset: Dataset = {
  shape: [1],
  batch: async ({ seed, index, size }) => randomStream(seed, 'data', index).normals(new Float32Array(size)),
};

/** ε̂ = a·x. Of data N(0, 1) under α² + σ² = 1, the error e = ε − a·x and x are Gaussian: all three means are in closed form. */
const network: ScoreNetwork = {
  parameters: [{ name: 'a', shape: [1], initialiser: { distribution: 'uniform', scale: 0 } }],
  apply: ({ a }, x) => tf.mul(a as tf.Tensor, x),
};
const a = 0.4;

describe('lossProfile', () => {
  beforeAll(() => backend.start());

  it('finds the closed form of a linear network on Gaussian data, and leaves no tensors', async () => {
    const vector = tf.tensor1d([a]);
    const before = tf.memory().numTensors;
    const inputs = { backend, dataset, sde, tMin: 1e-3, seed: 2, network, prediction: epsilonPrediction, vector };
    const profile = await lossProfile({ ...inputs, pilot: { bins: 24, batches: 64 } });
    expect(tf.memory().numTensors).toBe(before);
    expect(profile[0]?.start).toBe(1e-3);
    expect(profile.at(-1)?.end).toBe(1);
    const gradientRatios: number[] = [];
    for (const { start, end, width, loss, squaredLoss, gradientVariance: gradient } of profile) {
      expect(sde.logSnr(start) - sde.logSnr(end)).toBeCloseTo(width, 9);
      const t = sde.time((sde.logSnr(start) + sde.logSnr(end)) / 2);
      const [alpha, sigma] = [sde.alpha(t), sde.sigma(t)];
      const variance = (1 - a * sigma) ** 2 + (a * alpha) ** 2; // of e
      expect(loss / variance).toBeCloseTo(1, 0.7);
      expect(squaredLoss / (3 * variance ** 2)).toBeCloseTo(1, 0.4);
      gradientRatios.push(gradient / (4 * (variance + (sigma - a) ** 2)));
    }
    // Of 64 batches each: a standard error of 0.18 a bin, of 0.04 over all.
    expect(Math.abs(gradientRatios.reduce((sum, ratio) => sum + ratio, 0) / 24 - 1)).toBeLessThan(0.12);
  });

  it('gives the same again', async () => {
    const vector = tf.tensor1d([a]);
    const inputs = { backend, dataset, sde, tMin: 1e-3, seed: 2, network, prediction: epsilonPrediction, vector };
    expect(await lossProfile({ ...inputs, pilot: { bins: 3, batches: 2 } })).toEqual(
      await lossProfile({ ...inputs, pilot: { bins: 3, batches: 2 } }),
    );
  });
});

describe('gradientVariance', () => {
  it('is the trace of the sample covariance, times the rows of a batch', () => {
    expect(gradientVariance([Float32Array.of(1, 0), Float32Array.of(3, 4)], 10)).toBeCloseTo(10 * (2 + 8), 9);
  });
});
