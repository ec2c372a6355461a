import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { scheduleAt, type Schedule, type ScoreFunction } from '@partita/core';
import { VpSde } from '@partita/sde';
import { referenceBackend } from '@partita/testing';
import { blendedScore } from '@partita/training';

const sde = new VpSde({ betaMin: 0, betaMax: 10 });
const constant: ScoreFunction = ({ value }, x) => tf.mul(tf.onesLike(x), value as tf.Tensor);
const range = { start: 0.1, end: 0.2 };

/** The blend of a score of 1 and one of 5 where log-SNR has fallen by this share of the range. */
function at(share: number): number {
  const [first, last] = [sde.logSnr(range.start), sde.logSnr(range.end)];
  const values = scheduleAt(sde, sde.time(first + share * (last - first)));
  return tf.tidy(() => {
    const columns = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, tf.tensor2d([[value]])])) as unknown as Schedule;
    const parameters = { earlier: { value: tf.scalar(1) }, later: { value: tf.scalar(5) } };
    return blendedScore(constant, constant, range, sde)(parameters, tf.tensor2d([[0.3]]), columns).dataSync()[0] as number;
  });
}

describe('blendedScore', () => {
  beforeAll(() => referenceBackend().start());

  it('passes from the one to the other, half way in the middle', () => {
    expect(at(0)).toBeCloseTo(1, 5);
    expect(at(0.5)).toBeCloseTo(3, 4);
    expect(at(1)).toBeCloseTo(5, 5);
    expect(at(0.25)).toBeCloseTo(1 + 4 * (3 * 0.25 ** 2 - 2 * 0.25 ** 3), 4);
  });

  it('leaves and arrives with slope 0: its drift is smooth', () => {
    expect(Math.abs(at(0.01) - 1) / 0.01).toBeLessThan(0.2);
    expect(Math.abs(at(0.99) - 5) / 0.01).toBeLessThan(0.2);
  });
});
