import type { Parameters, ParameterSpec } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { glorot, ZEROS, type Start } from './layer.ts';

/** x·W + b on rows of numbers. */
export interface Dense {
  readonly parameters: readonly ParameterSpec[];
  apply(parameters: Parameters, x: tf.Tensor2D): tf.Tensor2D;
}

export function dense(name: string, from: number, to: number, start?: Start): Dense {
  const [weight, bias] = [`${name}.weight`, `${name}.bias`];
  return {
    parameters: [
      { name: weight, shape: [from, to], initialiser: glorot(from, to, start) },
      { name: bias, shape: [to], initialiser: ZEROS },
    ],
    apply: (p, x) => tf.add(tf.matMul(x, p[weight] as tf.Tensor2D), p[bias] as tf.Tensor1D),
  };
}
