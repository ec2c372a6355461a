import type { Backend, Compiled, Prediction, ScoreNetwork, TrainingOptions } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { DenoisingBatch } from './denoising-loss.ts';
import { microBatches } from './micro-batches.ts';
import { advanced, lossAndGradient, trainStep, type LossAndGradient, type StepInputs, type StepResults } from './train-step.ts';

/**
 * The update of `trainStep` on a runtime. With `accumulate` n > 1 the batch goes through the network in n equal parts, one after the
 * other, and the gradient of its mean loss is the mean of theirs: the same update, to rounding, in about an n-th of the memory.
 */
export function compileUpdate(
  backend: Backend,
  network: ScoreNetwork,
  prediction: Prediction,
  options: TrainingOptions,
): Compiled<StepInputs, StepResults> {
  const { accumulate } = options;
  if (accumulate === 1) return backend.compile(trainStep(network, prediction, options));
  const differentiate = lossAndGradient(network, prediction);
  const add = backend.compile(({ parameters, batch, sum }: Accumulation): LossAndGradient => {
    const { loss, gradient } = differentiate(parameters, batch);
    return { loss: tf.add(sum.loss, loss), gradient: tf.add(sum.gradient, gradient) };
  });
  const advance = advanced(options);
  const finish = backend.compile(({ state, sum, rates }: Completion): StepResults => ({
    loss: tf.div(sum.loss, accumulate),
    state: advance(state, tf.div(sum.gradient, accumulate), rates),
  }));

  const update = ({ state, batch, rates }: StepInputs): StepResults => {
    const parts = microBatches(batch, accumulate);
    let sum: LossAndGradient = { loss: tf.scalar(0), gradient: tf.zerosLike(state.parameters) };
    for (const part of parts) {
      const next = add({ parameters: state.parameters, batch: part, sum });
      tf.dispose([sum, part] as unknown as tf.TensorContainer);
      sum = next;
    }
    const results = finish({ state, sum, rates });
    tf.dispose(sum as unknown as tf.TensorContainer);
    return results;
  };
  return Object.assign(update, {
    dispose: () => {
      add.dispose();
      finish.dispose();
    },
  });
}

interface Accumulation {
  readonly parameters: tf.Tensor1D;
  readonly batch: DenoisingBatch;
  readonly sum: LossAndGradient;
}

interface Completion extends Omit<StepInputs, 'batch'> {
  readonly sum: LossAndGradient;
}
