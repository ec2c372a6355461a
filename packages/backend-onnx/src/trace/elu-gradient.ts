import * as tf from '@tensorflow/tfjs-core';

/**
 * The derivative of ELU's gradient, which tfjs lacks; with it, ELU networks have second derivatives.
 * g(dy, y) = dy·(y ≥ 0 ? 1 : y + 1), so ∂g/∂dy = g(·, y) and ∂g/∂y = dy·[y < 0].
 */
export function registerEluGradient(): void {
  if (tf.getGradient(tf.EluGrad)) return;
  tf.registerGradient({
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
  });
}
