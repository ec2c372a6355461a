import * as tf from '@tensorflow/tfjs-core';

/**
 * A function of one tensor with a gradient of its own, in place of the one that tfjs composes. The gradient is a function of dy and
 * of x, in differentiable ops, so that second derivatives go through it; a compiled program shares what it has in common with f.
 */
export function withGradient<T extends tf.Tensor>(f: (x: T) => T, gradient: (dy: T, x: T) => T): (x: T) => T {
  return tf.customGrad<T>((x, save) => {
    (save as tf.GradSaveFunc)([x as T]);
    return { value: f(x as T), gradFunc: (dy, [saved]) => gradient(dy, saved as T) };
  });
}
