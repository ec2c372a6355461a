import * as tf from '@tensorflow/tfjs-core';

/**
 * sin and cos of 2^k·π·x for each coordinate and k = 0 … octaves − 1 (Tancik et al. 2020, arXiv 2006.10739):
 * plain networks learn high frequencies of their input last.
 */
export function fourierFeatures(x: tf.Tensor2D, octaves: number): tf.Tensor2D[] {
  return Array.from({ length: octaves }, (_, k) => {
    const phase = tf.mul<tf.Tensor2D>(x, Math.PI * 2 ** k);
    return [tf.sin(phase), tf.cos(phase)];
  }).flat();
}

/** Columns that the features add for rows of `dimension` numbers. */
export const fourierWidth = (dimension: number, octaves: number): number => 2 * dimension * octaves;
