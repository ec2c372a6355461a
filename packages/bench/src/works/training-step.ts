import { experimentSchema, parameterLayout, scheduleAt, SCHEDULE_FIELDS, type Schedule, type TrainingOptions } from '@partita/core';
import {
  adamUpdate,
  denoisingLoss,
  epsilonPrediction,
  parameterViews,
  trainStep,
  type DenoisingBatch,
  type StepInputs,
  type StepResults,
  type TrainingState,
} from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { makeNetwork, PAPER_NETWORK, SDE, T_MIN, waveParameters, weightSizes, type NetworkSettings } from './paper-network.ts';
import { ONLY, type Programs, type Work } from './work.ts';
import { updating } from './updating.ts';
import { waveTensor } from './wave.ts';

export interface TrainingStepSettings extends NetworkSettings {
  readonly batch: number;
  /** Whether the step keeps the moving average of the parameters, as `trainStep` does. */
  readonly ema: boolean;
}

/** Batches that are drawn before the clock runs, and taken in turn. */
const BATCHES = 8;

/** One update of the paper's network by denoising score matching and Adam, on batches drawn beforehand. */
export function trainingStep(
  ema: boolean,
  settings: NetworkSettings & { readonly batch: number } = { ...PAPER_NETWORK, batch: 512 },
): Work {
  return {
    name: ema ? 'training-step' : 'training-step-without-ema',
    title: `training steps${ema ? '' : ' without the moving average'}, noise drawn beforehand`,
    settings: { ...settings, ema },
    flops: trainingFlops(settings),
  };
}

/** Forward, and both gradients of every product but the first one's to its input. */
export function trainingFlops({ batch, ...network }: NetworkSettings & { readonly batch: number }): number {
  const weights = weightSizes(network);
  const all = weights.reduce((sum, n) => sum + n, 0);
  return 2 * batch * (3 * all - (weights[0] as number));
}

export const trainingStepPrograms: Programs<TrainingStepSettings> = (backend, settings) => [
  {
    choice: ONLY,
    make() {
      const network = makeNetwork(settings);
      const training = experimentSchema.shape.training.parse({});
      const update = backend.compile(settings.ema ? trainStep(network, epsilonPrediction, training) : stepWithoutEma(settings, training));
      return updating({
        update,
        state: startState(settings),
        batches: Array.from({ length: BATCHES }, (_, i) => waveBatch(settings, i)),
        training,
      });
    },
  },
];

/** `trainStep` of `@partita/training` as it would be without the moving average. */
function stepWithoutEma(settings: NetworkSettings, training: TrainingOptions): (inputs: StepInputs) => StepResults {
  const network = makeNetwork(settings);
  const layout = parameterLayout(network.parameters);
  const names = layout.map(({ name }) => name);
  return ({ state, batch, rates }) => {
    const views = parameterViews(state.parameters, layout);
    const loss = (...tensors: tf.Tensor[]): tf.Scalar =>
      denoisingLoss(network, epsilonPrediction, Object.fromEntries(names.map((name, i) => [name, tensors[i] as tf.Tensor])), batch);
    const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => views[name] as tf.Tensor));
    const gradient = tf.concat1d(grads.map((grad) => tf.reshape<tf.Rank.R1>(grad, [grad.size])));
    const { parameters, moments } = adamUpdate(state.parameters, gradient, state, rates, training);
    return { loss: value, state: { parameters, ...moments } as TrainingState };
  };
}

function startState({ ema, ...network }: TrainingStepSettings): TrainingState {
  const parameters = waveParameters(network);
  const zeros = (): tf.Tensor1D => tf.zeros([parameters.size]);
  const state = { parameters, first: zeros(), second: zeros() };
  return (ema ? { ...state, ema: tf.clone(parameters) } : state) as TrainingState;
}

/** Batch `index`: waves for data and noise, and times that fill (T_MIN, T] evenly. */
export function waveBatch({ batch, dimension }: { readonly batch: number; readonly dimension: number }, index: number): DenoisingBatch {
  const times = Array.from({ length: batch }, (_, row) => scheduleAt(SDE, T_MIN + ((row + 0.5) / batch) * (SDE.horizon - T_MIN)));
  return {
    x0: waveTensor<tf.Rank.R2>([batch, dimension], index, 2),
    noise: waveTensor<tf.Rank.R2>([batch, dimension], index + 100, 1.4),
    at: Object.fromEntries(
      SCHEDULE_FIELDS.map((name) => [
        name,
        tf.tensor2d(
          times.map((at) => at[name]),
          [batch, 1],
        ),
      ]),
    ) as unknown as Schedule,
    weight: tf.ones([batch, 1]),
  };
}
