import { initialParameters, parameterLayout, randomStream, type Parameters, type Schedule } from '@partita/core';
import { UNet } from '@partita/networks';
import { referenceBackend } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { dropped } from '../src/unet/dropout.ts';
import { awake, tiny } from './unet-sizes.ts';

beforeAll(() => referenceBackend().start());

describe('dropped channels', () => {
  const ones = () => tf.ones<tf.Rank.R4>([2, 3, 3, 4]);

  it('are whole, of each row by its own numbers, and the others are larger by as much', () => {
    const drawn = tf.tensor2d([
      [9, 0.1, 0.5, 0.26, 0.9, 9],
      [9, 0.3, 0.2, 0.1, 0, 9],
    ]);
    const y = dropped(ones(), drawn, { rate: 0.25, first: 1 });
    const channels = (row: number) =>
      tf.unstack(tf.reshape(tf.slice(y, [row, 0, 0, 0], [1, 3, 3, 4]), [9, 4])).map((pixel) => pixel.arraySync());
    for (const pixel of channels(0))
      expect(pixel).toEqual([0, expect.closeTo(4 / 3, 5), expect.closeTo(4 / 3, 5), expect.closeTo(4 / 3, 5)]);
    for (const pixel of channels(1)) expect(pixel).toEqual([expect.closeTo(4 / 3, 5), 0, 0, 0]);
  });

  it('leave the mean as it is', () => {
    const random = randomStream(0, 'drawn');
    const drawn = tf.tensor2d(
      Float32Array.from({ length: 8000 }, () => random.uniform()),
      [2000, 4],
    );
    const mean = tf.mean(dropped(tf.ones([2000, 1, 1, 4]), drawn, { rate: 0.3, first: 0 })).dataSync()[0]!;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(0.3 / 0.7 / 8000));
  });
});

describe('a U-Net with dropout', () => {
  const plain = new UNet(tiny);
  const network = new UNet({ ...tiny, dropout: 0.5 });
  const layout = parameterLayout(network.parameters);
  const vector = initialParameters(awake(network).parameters, 1, 0);
  const parameters = (): Parameters =>
    Object.fromEntries(layout.map(({ name, offset, size, shape }) => [name, tf.tensor(vector.slice(offset, offset + size), [...shape])]));
  const column = (value: number) => tf.tensor2d([[value]]);
  const at = (): Schedule => ({ t: column(0.5), logSnr: column(1), alpha: column(0.9), sigma: column(0.4) });
  const x = () => tf.tensor2d(randomStream(2, 'rows').normals(new Float32Array(64)), [2, 32]);
  const drawn = (value: number) => tf.fill<tf.Rank.R2>([2, network.draws], value);

  it('draws a number for each channel of its residual blocks', () => {
    expect(plain.draws).toBe(0);
    expect(network.draws).toBe(8 + 16 + 2 * 16 + 2 * 16 + 2 * 8); // down, middle, up
    expect(network.parameters).toEqual(plain.parameters);
  });

  it('drops nothing but in training', () => {
    expect(network.apply(parameters(), x(), at()).arraySync()).toEqual(plain.apply(parameters(), x(), at()).arraySync());
  });

  it('in training depends on what is drawn for a row, and on that alone', () => {
    const some = tf.tensor2d(
      Float32Array.from({ length: 2 * network.draws }, (_, i) => (i % 7) / 7),
      [2, network.draws],
    );
    const both = network.apply(parameters(), x(), at(), some).arraySync();
    const second = network
      .apply(parameters(), tf.slice(x(), [1, 0], [1, 32]), at(), tf.slice(some, [1, 0], [1, network.draws]))
      .arraySync();
    second[0]!.forEach((value, i) => expect(value).toBeCloseTo(both[1]![i]!, 4));
    expect(network.apply(parameters(), x(), at(), drawn(0.9)).arraySync()).not.toEqual(both);
    expect(network.apply(parameters(), x(), at(), drawn(0.9)).arraySync()).toEqual(
      network.apply(parameters(), x(), at(), drawn(0.6)).arraySync(),
    );
  });
});
