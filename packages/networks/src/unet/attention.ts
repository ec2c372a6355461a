import * as tf from '@tensorflow/tfjs-core';
import { dense } from './dense.ts';
import { groupNorm } from './group-norm.ts';
import type { Layer } from './layer.ts';

/**
 * x + P·softmax(q·kᵀ/√channels)·v with (q, k, v) = W·GN(x), over the places of a row; one head (Vaswani et al. 2017,
 * arXiv 1706.03762; Ho et al. 2020). P starts at 0. Its memory grows with the square of the number of places.
 */
export function attention(name: string, channels: number, groups: number): Layer {
  const norm = groupNorm(`${name}.norm`, channels, groups);
  const into = dense(`${name}.in`, channels, 3 * channels);
  const out = dense(`${name}.out`, channels, channels, { zero: true });
  return {
    parameters: [norm, into, out].flatMap((part) => part.parameters),
    apply(p, x) {
      const [batch, height, width] = x.shape;
      const rows = tf.reshape<tf.Rank.R2>(norm.apply(p, x), [batch * height * width, channels]);
      const [q, k, v] = tf
        .split<tf.Tensor2D>(into.apply(p, rows), 3, 1)
        .map((part) => tf.reshape<tf.Rank.R3>(part, [batch, height * width, channels])) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
      const weights = tf.softmax(tf.matMul(tf.mul<tf.Tensor3D>(q, 1 / Math.sqrt(channels)), k, false, true));
      const mixed = tf.reshape<tf.Rank.R2>(tf.matMul(weights, v), [batch * height * width, channels]);
      return tf.add(x, tf.reshape(out.apply(p, mixed), x.shape));
    },
  };
}
