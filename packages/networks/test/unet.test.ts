import {
  createContainer,
  CurrentInterval,
  Dataset,
  initialParameters,
  parameterCount,
  parameterLayout,
  type Parameters,
  Registry,
  ScoreNetwork,
  type Schedule,
} from '@partita/core';
import { networksPlugin, UNet, type UNetOptions } from '@partita/networks';
import { describeScoreNetwork, referenceBackend } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { ANYWHERE, awake, tiny, tinySignal } from './unet-sizes.ts';

const backend = referenceBackend();

const tiniest: UNetOptions = {
  ...tiny,
  canvas: { height: 2, width: 2, channels: 1, dimensions: 2 },
  base: 4,
  multipliers: [1],
  attention: [],
};

describeScoreNetwork('unet', () => awake(new UNet(tiniest)), { dimension: 4, backend });
describeScoreNetwork('unet-small', () => awake(new UNet({ ...tiniest, time: 'none', middleAttention: false })), { dimension: 4, backend });
describeScoreNetwork('unet-1d', () => awake(new UNet({ ...tinySignal, base: 4, multipliers: [1] })), { dimension: 8, backend });

const dataOf = (shape: readonly number[]) => {
  const size = shape.reduce((product, n) => product * n, 1);
  const dataset: Dataset = { shape, batch: (request) => Promise.resolve(new Float32Array(request.size * size)) };
  return createContainer(new Registry([networksPlugin])).provide(Dataset, dataset);
};

const build = (shape: readonly number[], spec: { kind: string; [option: string]: unknown }): ScoreNetwork =>
  dataOf(shape).build(ScoreNetwork, spec);

describe('unet', () => {
  const onCifar = {
    canvas: { height: 32, width: 32, channels: 3, dimensions: 2 },
    blocks: 2,
    attention: [16],
    middleAttention: true,
  } as const;

  it("has as many numbers as DDPM's network for CIFAR-10, 35.7 million", () => {
    const ddpm = new UNet({ ...onCifar, base: 128, multipliers: [1, 2, 2, 2], groups: 32, time: 'log-snr', logSnr: ANYWHERE });
    expect(parameterCount(ddpm.parameters)).toBe(35_746_307);
  });

  it("expresses the paper's: base 64, multipliers 1, 2, 4, 8 are the defaults", () => {
    const network = build([32, 32, 3], { kind: 'unet', attention: [16] });
    expect(parameterCount(network.parameters)).toBe(56_906_115);
    const shapes = new Map(network.parameters.map(({ name, shape }) => [name, shape]));
    expect(shapes.get('in.weight')).toEqual([3, 3, 3, 64]);
    expect(shapes.get('middle.0.conv1.weight')).toEqual([3, 3, 512, 512]);
  });

  it('predicts 0 before it has learnt anything', async () => {
    await backend.start();
    tf.tidy(() => {
      const network = new UNet(tiny);
      const vector = initialParameters(network.parameters, 1, 0);
      const views = parameterLayout(network.parameters).map(({ name, shape, offset, size }) => [
        name,
        tf.tensor(vector.slice(offset, offset + size), [...shape]),
      ]);
      const column = tf.tensor2d([[0.5]]);
      const at: Schedule = { t: column, logSnr: column, alpha: column, sigma: column };
      const output = network.apply(Object.fromEntries(views) as Parameters, tf.ones([2, 32]), at);
      expect(tf.max(tf.abs(output)).dataSync()[0]).toBe(0);
    });
  });

  it('sees no time at a point', () => {
    const atPoint = dataOf([8, 8, 1]).provide(CurrentInterval, { index: 0, start: 0.5, end: 0.5 });
    const names = atPoint.build(ScoreNetwork, { kind: 'unet', base: 8, multipliers: [1] }).parameters.map(({ name }) => name);
    expect(names.filter((name) => name.includes('time'))).toEqual([]);
    const small = build([8, 8, 1], { kind: 'unet-small' }).parameters.map(({ name }) => name);
    expect(small.filter((name) => name.includes('time') || name.includes('attention'))).toEqual([]);
  });

  it('takes images that are not square, and signals with and without channels', () => {
    expect(() => build([8, 12, 1], { kind: 'unet', multipliers: [1, 2] })).not.toThrow();
    expect(() => build([16], { kind: 'unet-1d' })).not.toThrow();
    expect(() => build([16, 2], { kind: 'unet-1d' })).not.toThrow();
  });

  it.each([
    [[2], { kind: 'unet' }, /'unet' is for images.*\[2\]; choose the network 'mlp'/],
    [[16, 2], { kind: 'unet' }, /choose the network 'unet-1d'/],
    [[8, 8, 3], { kind: 'unet-1d' }, /'unet-1d' is for signals.*choose the network 'unet'/],
    [[28, 28, 1], { kind: 'unet' }, /4 levels halve the side 3 times, which 28×28 does not allow; give at most 3 multipliers/],
    [[7, 8, 1], { kind: 'unet-small' }, /give at most 1 multiplier\./],
    [[32, 32, 3], { kind: 'unet', attention: [12] }, /no level has the side 12; the levels have 32, 16, 8, 4/],
  ] as const)('refuses %j for %j in a sentence', (shape, spec, message) => {
    expect(() => build(shape, spec)).toThrow(message);
  });
});
