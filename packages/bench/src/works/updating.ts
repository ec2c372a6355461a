import type { Compiled, TrainingOptions } from '@partita/core';
import {
  exponentialAveraging,
  stepRates,
  type DenoisingBatch,
  type StepInputs,
  type StepResults,
  type TrainingState,
} from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import type { Program } from './work.ts';

export interface Updating {
  readonly update: Compiled<StepInputs, StepResults>;
  readonly state: TrainingState;
  /** Drawn before the clock runs, and taken in turn. */
  readonly batches: readonly DenoisingBatch[];
  readonly training: TrainingOptions;
}

/** One update of a network after the other; the loss is what contestants compare. */
export function updating({ update, state: first, batches, training }: Updating): Program {
  const averaging = exponentialAveraging();
  let state = first;
  let loss: tf.Scalar | undefined;
  let step = 0;
  const read = async (): Promise<number[]> => Array.from(await (loss as tf.Scalar).data());
  return {
    iterate() {
      const rates = stepRates(training, averaging, training.learningRate, ++step);
      const results = update({ state, rates, batch: batches[step % batches.length] as DenoisingBatch });
      tf.dispose([loss ?? [], state, rates] as unknown as tf.TensorContainer);
      ({ state, loss } = results);
    },
    settle: read,
    values: read,
    dispose() {
      tf.dispose([loss ?? [], state, batches] as unknown as tf.TensorContainer);
      update.dispose();
    },
  };
}
