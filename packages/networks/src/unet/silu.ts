import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './with-gradient.ts';

/** SiLU(x) = x·s with s = 1/(1 + e⁻ˣ) (Elfwing et al. 2017, arXiv 1702.03118); SiLU′ = s + x·s·(1 − s). */
const ofAny = withGradient<tf.Tensor>(
  (x) => tf.mul(x, tf.sigmoid(x)),
  (dy, x) => {
    const s = tf.sigmoid(x);
    return tf.mul(dy, tf.add(s, tf.mul(tf.mul(x, s), tf.sub(1, s))));
  },
);

export const silu = <T extends tf.Tensor>(x: T): T => ofAny(x) as T;
