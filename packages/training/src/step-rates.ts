import type { TrainingOptions } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { adamRates, type AdamRates } from './adam.ts';
import { emaRate } from './ema.ts';

/** The scalars of one update. */
export interface StepRates extends AdamRates<tf.Scalar> {
  readonly emaRate: tf.Scalar;
}

/** The scalars of update n ≥ 1, in double precision before they are uploaded; the caller disposes of them. */
export function stepRates(training: TrainingOptions, learningRate: number, update: number): StepRates {
  const { stepSize, floor } = adamRates(learningRate, update, training);
  return { stepSize: tf.scalar(stepSize), floor: tf.scalar(floor), emaRate: tf.scalar(emaRate(training.ema, update)) };
}
