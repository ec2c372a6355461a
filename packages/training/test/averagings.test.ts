import { describe, expect, it } from 'vitest';
import { Averaging, createContainer, randomStream, Registry } from '@partita/core';
import { describeAveraging } from '@partita/testing';
import { exponentialAveraging, postHocWeights, powerAveraging, powerExponent, trainingPlugin } from '@partita/training';

const container = createContainer(new Registry([trainingPlugin]));
for (const kind of ['none', 'exponential', 'power']) describeAveraging(kind, () => container.build(Averaging, kind));

/** The weight of each update's parameters in an average after the last of `updates`. */
function profile(averaging: Averaging, updates: number): Float64Array {
  const weights = new Float64Array(updates);
  let rest = 1;
  for (let n = updates; n >= 1; n--) {
    const decay = averaging.decay(n);
    weights[n - 1] = rest * (1 - decay);
    rest *= decay;
  }
  return weights;
}

describe('exponential', () => {
  it('warms up as (1 + n)/(10 + n) and then keeps its decay', () => {
    const averaging = exponentialAveraging();
    for (const n of [1, 7, 500]) expect(averaging.decay(n)).toBeCloseTo((1 + n) / (10 + n), 14);
    expect(averaging.decay(1e6)).toBe(0.999);
    expect(exponentialAveraging({ decay: 0 }).decay(5)).toBe(0);
  });
});

describe('power', () => {
  it('has a profile of the relative width asked for, whatever the length of training', () => {
    for (const width of [0.05, 0.1, 0.25])
      for (const updates of [2000, 20_000]) {
        const weights = profile(powerAveraging({ width }), updates);
        const moment = (power: number): number => weights.reduce((sum, w, i) => sum + w * ((i + 0.5) / updates) ** power, 0);
        expect(moment(0)).toBeCloseTo(1, 12);
        expect(Math.abs(Math.sqrt(moment(2) - moment(1) ** 2) / width - 1)).toBeLessThan(2e-3);
      }
  });

  it('finds the exponents that EDM2 names: 6.94 for 0.10, 16.97 for 0.05', () => {
    expect(powerExponent(0.1)).toBeCloseTo(6.94, 2);
    expect(powerExponent(0.05)).toBeCloseTo(16.97, 2);
  });
});

describe('postHocWeights', () => {
  it('mixes stored averages of two widths into one of a third, within 1e-3 of tracking it', () => {
    const updates = 4000;
    const stream = randomStream(1, 'data');
    let position = 0;
    // Parameters that drift and jitter, as in training.
    const path = Float64Array.from({ length: updates }, (_, n) => {
      position += 0.02 * stream.normal();
      return 3 * Math.exp(-n / 800) + position + 0.05 * stream.normal();
    });
    const averageAt = (width: number, update: number): number =>
      profile(powerAveraging({ width }), update).reduce((sum, w, n) => sum + w * (path[n] as number), 0);
    const snapshots = [0.05, 0.1].flatMap((width) => Array.from({ length: 16 }, (_, i) => ({ width, update: ((i + 1) * updates) / 16 })));
    const stored = snapshots.map(({ width, update }) => averageAt(width, update));
    for (const width of [0.06, 0.075, 0.15]) {
      const weights = postHocWeights(snapshots, { width, update: updates });
      const mixed = weights.reduce((sum, w, i) => sum + w * (stored[i] as number), 0);
      expect(Math.abs(mixed - averageAt(width, updates))).toBeLessThan(1e-3);
    }
    const [same] = postHocWeights([{ width: 0.1, update: 100 }], { width: 0.1, update: 100 });
    expect(same).toBeCloseTo(1, 12);
  });

  it('refuses what cannot be mixed', () => {
    expect(() => postHocWeights([], { width: 0.1, update: 5 })).toThrow('there is none');
    expect(() => postHocWeights([{ width: 0.1, update: 6 }], { width: 0.1, update: 5 })).toThrow("after the target's 5");
    const twice = { width: 0.1, update: 4 };
    expect(() => postHocWeights([twice, twice], { width: 0.1, update: 5 })).toThrow('give each snapshot once');
  });
});
