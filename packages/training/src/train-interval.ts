import {
  parameterCount,
  PartitaError,
  type Averaging,
  type Backend,
  type CheckpointStore,
  type LearningRate,
  type PartitionedScore,
  type Prediction,
  type ScoreNetwork,
  type TrainEvent,
  type TrainingOptions,
  type Weighting,
} from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { denoisingBatch, type BatchSource } from './batches.ts';
import { compileUpdate } from './compile-update.ts';
import { heldOutLoss } from './held-out-loss.ts';
import { lessons, type Lessons } from './lesson.ts';
import { waitingAfter, waitingMetadata, waitingOf } from './patience.ts';
import { rowWeight, type RowWeight } from './row-weight.ts';
import { startingState } from './starting-state.ts';
import { fromCheckpoint, requireIdentity, toCheckpoint } from './state-checkpoint.ts';
import { stepRates } from './step-rates.ts';
import type { StepInputs, TrainingState } from './train-step.ts';

/** One argument per thing that can be swapped. */
export interface TrainIntervalInputs {
  readonly backend: Backend;
  readonly source: BatchSource;
  readonly network: ScoreNetwork;
  readonly prediction: Prediction;
  readonly weighting: Weighting;
  readonly schedule: LearningRate;
  readonly averaging: Averaging;
  readonly training: TrainingOptions;
  readonly store: CheckpointStore;
  /** A score that is learned in place of the data's own noise. */
  readonly teacher?: PartitionedScore;
  /** Fingerprint of the experiment; a checkpoint of another one is refused. */
  readonly experiment: string;
  readonly listener: (event: TrainEvent) => void;
  readonly signal: AbortSignal;
}

/** Updates between two progress events: losses are read together, so that a runtime with a queue is not made to wait. */
const REPORT_EVERY = 20;

/**
 * Trains the network of one interval from its last checkpoint to its last step, or until its patience ends; aborting saves and returns.
 * A network without parameters has nothing to learn and stands at its last step from the start.
 * @throws PartitaError when the loss is no longer finite, naming step, interval and the last good checkpoint
 */
export async function trainInterval(inputs: TrainIntervalInputs): Promise<void> {
  const { backend, source, network, prediction, weighting, training, store, listener } = inputs;
  const isAborted = (): boolean => inputs.signal.aborted;
  const { interval, seed } = source;
  const identity = { experiment: inputs.experiment, interval: interval.index, start: interval.start, end: interval.end, seed };
  const where = store.describe(interval.index);

  await store.claim?.(interval.index);
  const saved = await store.load(interval.index);
  if (saved) requireIdentity(saved, identity, where);
  const firstStep = parameterCount(network.parameters) === 0 ? training.steps : 0;
  let { state, step } = saved
    ? fromCheckpoint(network, saved, where)
    : { state: await startingState(network, interval, seed, store), step: firstStep };
  let waiting = waitingOf(saved?.metadata);
  const isDone = (): boolean => step >= training.steps || waiting.since >= (interval.patience ?? Infinity);
  let savedStep = saved ? step : undefined;
  listener({ type: 'started', step });

  const update = compileUpdate(backend, network, prediction, training);
  const weightOf = rowWeight(source, weighting, prediction);
  const taught = inputs.teacher && lessons(inputs.teacher, backend);
  const heldOut = await heldOutLoss(backend, network, prediction, source, weightOf, training);
  const save = async (): Promise<void> => {
    if (savedStep === step) return;
    await store.save(
      interval.index,
      await toCheckpoint(network, state, { ...identity, ...waitingMetadata(waiting, interval.patience), step }),
    );
    savedStep = step;
    listener({ type: 'checkpoint', step });
  };

  let losses: tf.Scalar[] = [];
  let windowStart = performance.now();
  let seconds = 0;
  const report = async (): Promise<void> => {
    if (losses.length === 0) return;
    const values = await readAll(losses);
    losses = [];
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw divergence(step - values.length + bad + 1, values[bad] as number, inputs, savedStep);
    const elapsed = (performance.now() - windowStart) / 1000;
    seconds += elapsed;
    listener({ type: 'progress', step, loss: values.reduce((sum, value) => sum + value, 0) / values.length, seconds: elapsed });
    await nextTurn();
    windowStart = performance.now();
  };

  try {
    while (!isDone() && !isAborted()) {
      const stepInputs = await prepare(inputs, weightOf, taught, state, step);
      const results = update(stepInputs);
      tf.dispose(stepInputs as unknown as tf.TensorContainer);
      state = results.state;
      losses.push(results.loss);
      step += 1;
      const isLast = step === training.steps;
      if (step % REPORT_EVERY === 0 || isLast || isAborted()) await report();
      if (isLast || step % training.heldOutEvery === 0) {
        await report();
        const loss = await heldOut.measure(state.ema);
        waiting = waitingAfter(waiting, loss);
        listener({ type: 'held-out', step, loss });
        windowStart = performance.now();
      }
      if (isLast || step % training.checkpointEvery === 0) {
        await report();
        await save();
        windowStart = performance.now();
      }
    }
    await report();
    await save();
    if (isDone()) listener({ type: 'finished', step, seconds });
  } finally {
    tf.dispose([...losses, ...Object.values<tf.Tensor>(state as unknown as Record<string, tf.Tensor>)]);
    heldOut.dispose();
    taught?.dispose();
    update.dispose();
  }
}

/** Lets messages in and progress out; a timer would idle for a millisecond. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    if ('setImmediate' in globalThis) setImmediate(resolve);
    else setTimeout(resolve);
  });

/** A step's inputs: state, batch, and the rates of this update. */
async function prepare(
  { source, network, schedule, averaging, training }: TrainIntervalInputs,
  weightOf: RowWeight,
  taught: Lessons | undefined,
  state: TrainingState,
  step: number,
): Promise<StepInputs> {
  const drawn = await denoisingBatch(source, weightOf, { split: 'train', ...training, draws: network.draws ?? 0 }, step);
  const batch = taught?.of(drawn) ?? drawn;
  const learningRate = training.learningRate * schedule.factor(step, training.steps);
  return { state, batch, rates: stepRates(training, averaging, learningRate, step + 1) };
}

/** The values of scalars, read at once; frees them. */
async function readAll(scalars: readonly tf.Scalar[]): Promise<number[]> {
  const stacked = tf.stack([...scalars]);
  tf.dispose([...scalars]);
  const values = Array.from(await stacked.data());
  stacked.dispose();
  return values;
}

function divergence(
  step: number,
  loss: number,
  { source, training, store }: TrainIntervalInputs,
  savedStep: number | undefined,
): PartitaError {
  const { index, start, end } = source.interval;
  const last =
    savedStep === undefined ? 'no checkpoint was written yet' : `the last good checkpoint is ${store.describe(index)} at step ${savedStep}`;
  return new PartitaError(
    `The loss of interval ${index}, (${start}, ${end}], became ${loss} at step ${step}; ${last}; lower training.learningRate (${training.learningRate}) or set training.clipNorm.`,
  );
}
