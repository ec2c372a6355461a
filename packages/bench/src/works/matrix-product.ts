import * as tf from '@tensorflow/tfjs-core';
import { ONLY, type Programs, type Work } from './work.ts';
import { waveTensor } from './wave.ts';

export interface MatrixProductSettings {
  readonly side: number;
}

/** A product of square matrices: what it reaches stands for the core's float32 peak. */
export const matrixProduct = (settings: MatrixProductSettings = { side: 1024 }): Work => ({
  name: 'matrix-product',
  title: `dense float32 products of ${settings.side}×${settings.side} matrices`,
  settings,
  flops: 2 * settings.side ** 3,
});

export const matrixProductPrograms: Programs<MatrixProductSettings> = (backend, { side }) => [
  {
    choice: ONLY,
    make() {
      const product = backend.compile(({ a, b }: { a: tf.Tensor2D; b: tf.Tensor2D }) => ({ c: tf.matMul(a, b) }));
      const inputs = { a: waveTensor<tf.Rank.R2>([side, side], 0), b: waveTensor<tf.Rank.R2>([side, side], 1) };
      let last: tf.Tensor | undefined;
      const first = async (): Promise<number[]> => {
        const corner = tf.slice(last as tf.Tensor, [0, 0], [1, 4]);
        const values = Array.from(await corner.data());
        corner.dispose();
        return values;
      };
      return {
        iterate() {
          last?.dispose();
          last = product(inputs).c;
        },
        settle: first,
        values: first,
        dispose() {
          tf.dispose([inputs, last ?? []] as tf.TensorContainer);
          product.dispose();
        },
      };
    },
  },
];
