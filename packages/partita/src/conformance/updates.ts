import type { Backend } from '@partita/core';
import { compileUpdate, denoisingBatch, rowWeight, stateAt, stepRates } from '@partita/training';
import { initialParameters } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Subject } from './check.ts';
import { piecesOf, trainingOf, type ShortTraining } from './short-training.ts';

/** What some updates left: the losses, read once at the end, and the tensors and bytes held after each. */
export interface Updates {
  readonly losses: readonly number[];
  readonly held: readonly { readonly tensors: number; readonly bytes: number }[];
}

/** Trains without a look at any number until the end, as fast runtimes want it. */
export async function updatesOn(backend: Backend, subject: Subject, short: ShortTraining): Promise<Updates> {
  await backend.start();
  const { network, prediction, source, weighting, schedule, averaging, training } = trainingOf(piecesOf(subject, backend, short));
  const step = compileUpdate(backend, network, prediction, training);
  const weightOf = rowWeight(source, weighting, prediction);
  let state = stateAt(initialParameters(network.parameters, source.seed, source.interval.index));
  const losses: tf.Scalar[] = [];
  const held: Updates['held'][number][] = [];
  for (let n = 0; n < short.updates; n++) {
    const batch = await denoisingBatch(source, weightOf, { split: 'train', ...training }, n);
    const rates = stepRates(training, averaging, training.learningRate * schedule.factor(n, training.steps), n + 1);
    const inputs = { state, batch, rates };
    const results = step(inputs);
    tf.dispose(inputs as unknown as tf.TensorContainer);
    state = results.state;
    losses.push(results.loss);
    const { numTensors, numBytes } = tf.memory();
    held.push({ tensors: numTensors - losses.length, bytes: numBytes - 4 * losses.length });
  }
  const all = tf.stack(losses);
  const values = Array.from(await all.data());
  tf.dispose([all, losses, state] as unknown as tf.TensorContainer);
  step.dispose();
  return { losses: values, held };
}
