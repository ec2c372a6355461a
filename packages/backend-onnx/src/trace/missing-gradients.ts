import * as tf from '@tensorflow/tfjs-core';

/** Registers gradients that tfjs lacks; those that it has stay. */
export function registerMissingGradients(): void {
  for (const gradient of [eluGradient, ...COMPARISONS.map(flat)])
    if ((tf.getGradient(gradient.kernelName) as tf.GradConfig | undefined) === undefined) tf.registerGradient(gradient);
}

/**
 * The derivative of ELU's gradient g(dy, y) = dy·(y ≥ 0 ? 1 : y + 1): ∂g/∂dy = g(·, y) and ∂g/∂y = dy·[y < 0].
 * With it, ELU networks have second derivatives.
 */
const eluGradient: tf.GradConfig = {
  kernelName: tf.EluGrad,
  inputsToSave: ['dy', 'y'],
  gradFunc: (upstream, saved) => {
    const [dy, y] = saved as [tf.Tensor, tf.Tensor];
    const direction = upstream as tf.Tensor;
    return {
      dy: () => tf.engine().runKernel(tf.EluGrad, { dy: direction, y }),
      y: () => tf.mul(tf.mul(direction, dy), tf.step(tf.neg(y))),
    };
  },
};

/** A comparison is constant almost everywhere; without a gradient, tfjs refuses `where(greater(x, 0), …)` under `grad`. */
const COMPARISONS = [tf.Equal, tf.Greater, tf.Less, tf.LessEqual, tf.NotEqual];

const flat = (kernelName: string): tf.GradConfig => ({
  kernelName,
  inputsToSave: ['a', 'b'],
  gradFunc: (_, saved) => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    return { a: () => tf.zeros(a.shape), b: () => tf.zeros(b.shape) };
  },
});
