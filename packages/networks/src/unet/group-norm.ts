/**
 * Group normalisation (Wu & He 2018, arXiv 1803.08494) from primitives: the channels of a row in groups, each brought to mean 0
 * and variance 1 over its channels and places, then a gain and a shift for each channel. Rows never see one another.
 *
 *   y = (x − μ)·r,  r = 1/√(σ² + ε);   ∂L/∂x = r·(dy − mean(dy) − y·mean(dy·y))
 */
import * as tf from '@tensorflow/tfjs-core';
import { ZEROS, type Layer } from './layer.ts';
import { withGradient } from './with-gradient.ts';

const EPSILON = 1e-6;

/** At least this many channels are normalised together, so that a single pixel does not lose what it says. */
const FEWEST = 4;

/** The largest number of groups up to `most` that divides the channels and leaves at least four in each, where that many are. */
function groupsOf(channels: number, most: number): number {
  let groups = Math.max(1, Math.min(most, Math.floor(channels / FEWEST)));
  while (channels % groups !== 0) groups--;
  return groups;
}

/** The gain is kept as what it differs from 1 by, so that all parameters start around 0. */
export function groupNorm(name: string, channels: number, most: number): Layer {
  const [gain, bias] = [`${name}.gain`, `${name}.bias`];
  const groups = groupsOf(channels, most);
  return {
    parameters: [
      { name: gain, shape: [channels], initialiser: ZEROS },
      { name: bias, shape: [channels], initialiser: ZEROS },
    ],
    apply: (p, x) => {
      const [batch, height, width] = x.shape;
      const grouped = tf.reshape<tf.Rank.R4>(x, [batch, height * width, groups, channels / groups]);
      const normal = tf.reshape<tf.Rank.R4>(normalised(grouped), x.shape);
      return tf.add(tf.mul(normal, tf.add(p[gain] as tf.Tensor1D, 1)), p[bias] as tf.Tensor1D);
    },
  };
}

/** Of `[batch, places, groups, channels of a group]`. */
const normalised = withGradient<tf.Tensor4D>(
  (x) => moments(x).y,
  (dy, x) => {
    const { y, r } = moments(x);
    const shared = tf.add(mean(dy), tf.mul(y, mean(tf.mul(dy, y))));
    return tf.mul(tf.sub(dy, shared), r);
  },
);

function moments(x: tf.Tensor4D): { y: tf.Tensor4D; r: tf.Tensor4D } {
  const centred = tf.sub<tf.Tensor4D>(x, mean(x));
  const r = tf.rsqrt(tf.add<tf.Tensor4D>(mean(tf.square(centred)), EPSILON));
  return { y: tf.mul(centred, r), r };
}

/** Over the places and channels of each group, `[batch, 1, groups, 1]`. */
const mean = (x: tf.Tensor4D): tf.Tensor4D => tf.mean(x, [1, 3], true);
