import type { Averaging } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { adamRates, type AdamOptions, type AdamRates } from './adam.ts';

/** The scalars of one update. */
export interface StepRates extends AdamRates<tf.Scalar> {
  /** 1 − β: how far the average moves towards the parameters. */
  readonly averageRate: tf.Scalar;
}

/** The scalars of update n ≥ 1, in double precision before they are uploaded; the caller disposes of them. */
export function stepRates(options: AdamOptions, averaging: Averaging, learningRate: number, update: number): StepRates {
  const { stepSize, floor } = adamRates(learningRate, update, options);
  return { stepSize: tf.scalar(stepSize), floor: tf.scalar(floor), averageRate: tf.scalar(1 - averaging.decay(update)) };
}
