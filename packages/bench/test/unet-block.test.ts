import { randomStream, type Parameters } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceBackend } from '../../testing/src/reference-backend.ts';
import { unetBlock, unetBlockGradients, unetBlockParameters, type UNetBlockInputs, type UNetBlockSizes } from '../src/unet-block.ts';

const SIZES: UNetBlockSizes = { batch: 2, side: 4, channels: 4, groups: 2, embedding: 3 };
const IMAGE: [number, number, number, number] = [2, 4, 4, 4];

const normals = (shape: readonly number[], index: number, scale = 1): tf.Tensor =>
  tf.tensor(
    randomStream(7, 'block', index)
      .normals(new Float32Array(tf.util.sizeFromShape([...shape])))
      .map((value) => scale * value),
    [...shape],
  );

describe('the U-Net block', () => {
  const backend = referenceBackend();
  const specs = unetBlockParameters(SIZES);
  let parameters: Parameters;
  let inputs: UNetBlockInputs;
  beforeAll(async () => {
    await backend.start();
    parameters = Object.fromEntries(specs.map(({ name, shape, initialiser: { scale } }, i) => [name, normals(shape, i, scale)]));
    inputs = { x: normals(IMAGE, 100), embedding: normals([2, 3], 101), target: normals(IMAGE, 102) } as UNetBlockInputs;
  });
  afterAll(() => tf.dispose([parameters, inputs] as unknown as tf.TensorContainer));

  const lossAt = (moved: Parameters): number =>
    tf.tidy(() => {
      const out = unetBlock(SIZES)(moved, inputs);
      const squares = tf.square(tf.sub(out, inputs.target)).dataSync<'float32'>();
      return squares.reduce((sum, value) => sum + value, 0) / squares.length;
    });

  it('has twenty parameters', () => {
    expect(specs).toHaveLength(20);
  });

  it('keeps the shape of its input', () => {
    const out = tf.tidy(() => unetBlock(SIZES)(parameters, inputs).shape);
    expect(out).toEqual(IMAGE);
  });

  it('gives the gradient that finite differences give, along a random direction of each parameter', () => {
    const { loss, gradients } = backend.compile(unetBlockGradients(SIZES))({ parameters, inputs });
    expect(loss.dataSync()[0]).toBeCloseTo(lossAt(parameters), 5);
    const H = 1e-2;
    specs.forEach(({ name, shape }, i) => {
      const direction = normals(shape, 200 + i);
      const length = Math.sqrt(tf.tidy(() => tf.sum(tf.square(direction))).dataSync()[0]!);
      const along = tf.tidy(() => tf.sum(tf.mul(gradients[name]!, direction))).dataSync()[0]! / length;
      const at = (h: number): number => {
        const moved = tf.tidy(() => tf.add(parameters[name]!, tf.mul(direction, h / length)));
        const value = lossAt({ ...parameters, [name]: moved });
        moved.dispose();
        return value;
      };
      const difference = (8 * (at(H) - at(-H)) - (at(2 * H) - at(-2 * H))) / (12 * H);
      expect(Math.abs(along), name).toBeGreaterThan(1e-4);
      expect(difference / along, name).toBeCloseTo(1, 1.5);
      direction.dispose();
    });
    tf.dispose([loss, gradients]);
  });

  it('holds on to nothing', () => {
    const before = tf.memory().numTensors;
    const compiled = backend.compile(unetBlockGradients(SIZES));
    tf.dispose(compiled({ parameters, inputs }));
    expect(tf.memory().numTensors).toBe(before);
  });
});
