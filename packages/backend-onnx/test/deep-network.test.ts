import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { OnnxBackend } from '@partita/backend-onnx';
import { expectSame, some } from './sweep/compare.ts';

const backend = new OnnxBackend();
await backend.start();

const BLOCKS = 32;
const CHANNELS = 4;

function groupNorm(x: tf.Tensor): tf.Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const groups = tf.reshape(x, [batch, height * width, 2, channels / 2]);
  const centred = tf.sub(groups, tf.mean(groups, [1, 3], true));
  const variance = tf.mean(tf.square(centred), [1, 3], true);
  return tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-3))), x.shape);
}

/** Residual blocks of two convolutions, as many as the U-Net of Ho et al. (2020) has for CIFAR-10; filters are cut from one vector. */
function loss(flat: tf.Tensor, x: tf.Tensor): tf.Scalar {
  const size = 9 * CHANNELS * CHANNELS;
  const layer = (h: tf.Tensor, i: number): tf.Tensor => {
    const normal = groupNorm(h);
    const filter: tf.Tensor = tf.reshape(tf.slice(flat, [i * size], [size]), [3, 3, CHANNELS, CHANNELS]);
    return tf.conv2d(tf.mul<tf.Tensor4D>(normal, tf.sigmoid(normal)), filter as tf.Tensor4D, 1, 'same');
  };
  let h = x;
  for (let i = 0; i < BLOCKS; i++) h = tf.add(h, layer(layer(h, 2 * i), 2 * i + 1));
  return tf.mean(tf.square(h));
}

it('sixty-four convolutions and their gradients compile within seconds, and give what eager tfjs gives', () => {
  const [flat, x] = [some([2 * BLOCKS * 9 * CHANNELS * CHANNELS], -0.2, 0.2), some([1, 4, 4, CHANNELS])];
  const differentiate = (inputs: { flat: tf.Tensor; x: tf.Tensor }): { gradient: tf.Tensor } => ({
    gradient: tf.grad((vector: tf.Tensor) => loss(vector, inputs.x))(inputs.flat),
  });
  const compiled = backend.compile(differentiate);
  const start = performance.now();
  const { gradient } = compiled({ flat, x });
  expect((performance.now() - start) / 1000).toBeLessThan(30); // two on a quiet core; a pass that is quadratic in the graph takes minutes
  expectSame(gradient, differentiate({ flat, x }).gradient, 2e-5);
  compiled.dispose();
}, 60_000);
