import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnnxBackend, jit } from '@partita/backend-onnx';
import { some } from './sweep/compare.ts';

/** Compares the compiled gradient of Σ w·f(x) with central differences of the compiled value. For where eager tfjs is no oracle. */
function expectGradient(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor, { h = 1e-2, tolerance = 2e-3 } = {}): void {
  const shape = tf.tidy(() => {
    const probe = jit(f);
    const result = probe(x).shape;
    probe.dispose();
    return result;
  });
  const weights = some(shape, -1, 1, 42);
  const value = (v: tf.Tensor, w: tf.Tensor): tf.Tensor => tf.sum(tf.mul(f(v), w));
  const [evaluate, differentiate] = [jit(value), jit((v: tf.Tensor, w: tf.Tensor) => tf.grad((u: tf.Tensor) => value(u, w))(v))];
  const gradient = tf.tidy(() => differentiate(x, weights).dataSync());
  const numbers = x.dataSync();
  const at = (i: number, by: number): number =>
    tf.tidy(() => {
      const moved = Float32Array.from(numbers);
      moved[i] = (moved[i] as number) + by;
      return evaluate(tf.tensor(moved, x.shape), weights).dataSync()[0] as number;
    });
  const scale = Math.max(...gradient.map(Math.abs));
  const stride = Math.max(1, Math.floor(numbers.length / 24));
  for (let i = 0; i < numbers.length; i += stride) {
    const slope = (at(i, h) - at(i, -h)) / (2 * h);
    expect(Math.abs((gradient[i] as number) - slope) / scale, `element ${i}`).toBeLessThan(tolerance);
  }
  evaluate.dispose();
  differentiate.dispose();
}

describe('gradients for which eager tfjs is no oracle', () => {
  beforeAll(() => new OnnxBackend().start());
  const images = some([3, 4, 4, 2]) as tf.Tensor4D;

  for (const [align, half] of [
    [false, false],
    [true, false],
    [false, true],
  ] as const)
    for (const size of [
      [8, 8],
      [7, 5],
    ] as [number, number][]) {
      it(`nearest neighbours of several images to ${size.join('×')}, align ${align}, half ${half}`, () =>
        expectGradient((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, size, align, half), images));
      it(`bilinear resize of several images to ${size.join('×')}, align ${align}, half ${half}`, () =>
        expectGradient((x) => tf.image.resizeBilinear(x as tf.Tensor4D, size, align, half), images));
    }

  it('average pooling with padding', () => expectGradient((x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 'same'), images));
  it('average pooling with explicit padding', () => expectGradient((x) => tf.avgPool(x as tf.Tensor4D, 3, 1, 1), images));

  const x = tf.tensor1d([0.3, -0.7, 1.1, -1.4]);
  const SECOND: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    tanh: (v) => tf.tanh(v),
    sigmoid: (v) => tf.sigmoid(v),
    exp: (v) => tf.exp(v),
    elu: (v) => tf.elu(v),
    'x·elu': (v) => tf.mul(v, tf.elu(v)),
    silu: (v) => tf.mul(v, tf.sigmoid(v)),
    softplus: (v) => tf.softplus(v),
    'a network': (v) => tf.matMul(tf.elu(tf.matMul(tf.reshape(v, [1, 4]), some([4, 6], -1, 1, 3) as tf.Tensor2D)), some([6, 1], -1, 1, 4)),
  };
  for (const [name, f] of Object.entries(SECOND))
    it(`second derivative of ${name}`, () => expectGradient((v) => tf.grad((u: tf.Tensor) => f(u))(v), x));
});
