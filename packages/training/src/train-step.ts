import { parameterLayout, type Prediction, type ScoreNetwork, type TrainingOptions } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { adamUpdate, clipByNorm, type AdamMoments } from './adam.ts';
import { averageUpdate } from './averagings/update.ts';
import { denoisingLoss, type DenoisingBatch } from './denoising-loss.ts';
import { flatten, parameterViews } from './parameter-views.ts';
import type { StepRates } from './step-rates.ts';

/** All that training carries from step to step: flat vectors of one length. */
export interface TrainingState extends AdamMoments {
  readonly parameters: tf.Tensor1D;
  readonly ema: tf.Tensor1D;
}

export interface StepInputs {
  readonly state: TrainingState;
  readonly batch: DenoisingBatch;
  readonly rates: StepRates;
}

export interface StepResults {
  readonly state: TrainingState;
  readonly loss: tf.Scalar;
}

/** A loss and its gradient in a network's parameters, as one flat vector. */
export interface LossAndGradient {
  readonly loss: tf.Scalar;
  readonly gradient: tf.Tensor1D;
}

/** One update of one network as a pure function of tensors: loss, gradient, clipping, Adam, average. */
export function trainStep(network: ScoreNetwork, prediction: Prediction, options: TrainingOptions): (inputs: StepInputs) => StepResults {
  const differentiate = lossAndGradient(network, prediction);
  const advance = advanced(options);
  return ({ state, batch, rates }) => {
    const { loss, gradient } = differentiate(state.parameters, batch);
    return { loss, state: advance(state, gradient, rates) };
  };
}

/** The first half of an update. */
export function lossAndGradient(
  network: ScoreNetwork,
  prediction: Prediction,
): (parameters: tf.Tensor1D, batch: DenoisingBatch) => LossAndGradient {
  const layout = parameterLayout(network.parameters);
  const names = layout.map(({ name }) => name);
  return (parameters, batch) => {
    const views = parameterViews(parameters, layout);
    const loss = (...tensors: tf.Tensor[]): tf.Scalar =>
      denoisingLoss(network, prediction, Object.fromEntries(names.map((name, i) => [name, tensors[i] as tf.Tensor])), batch);
    const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => views[name] as tf.Tensor));
    return { loss: value, gradient: flatten(grads) };
  };
}

/** The second half of an update: what a gradient makes of a state. */
export const advanced =
  (options: TrainingOptions) =>
  (state: TrainingState, gradient: tf.Tensor1D, rates: StepRates): TrainingState => {
    const clipped = options.clipNorm === null ? gradient : clipByNorm(gradient, options.clipNorm);
    const { parameters, moments } = adamUpdate(state.parameters, clipped, state, rates, options);
    return { parameters, ...moments, ema: averageUpdate(state.ema, parameters, rates.averageRate) };
  };
