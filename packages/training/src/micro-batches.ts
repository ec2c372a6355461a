import { SCHEDULE_FIELDS, type Schedule } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { DenoisingBatch } from './denoising-loss.ts';

/** A batch in `count` equal parts, for the caller to dispose of; whole where its rows do not divide by that. */
export function microBatches(batch: DenoisingBatch, count: number): DenoisingBatch[] {
  const parts = batch.x0.shape[0] % count === 0 ? count : 1;
  const split = (tensor: tf.Tensor2D): tf.Tensor2D[] => tf.split(tensor, parts, 0);
  const [x0, noise, weight] = [split(batch.x0), split(batch.noise), split(batch.weight)];
  const at = SCHEDULE_FIELDS.map((name) => [name, split(batch.at[name])] as const);
  const drawn = batch.drawn && split(batch.drawn);
  return x0.map((rows, i) => ({
    ...(drawn && { drawn: drawn[i] as tf.Tensor2D }),
    x0: rows,
    noise: noise[i] as tf.Tensor2D,
    weight: weight[i] as tf.Tensor2D,
    at: Object.fromEntries(at.map(([name, tensors]) => [name, tensors[i]])) as Schedule,
  }));
}
