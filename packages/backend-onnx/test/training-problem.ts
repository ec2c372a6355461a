import { experimentSchema, initialParameters, randomStream } from '@partita/core';
import { Mlp } from '@partita/networks';
import {
  epsilonPrediction,
  exponentialAveraging,
  stepRates,
  trainStep,
  type StepInputs,
  type StepResults,
  type TrainingState,
} from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';

/** The paper's two-dimensional network, its training step, and inputs that are a function of the step. */
export function trainingProblem(batch: number, widths: readonly number[] = [100, 150, 100], clipNorm: number | null = null) {
  const network = new Mlp({ dimension: 2, widths, activation: 'elu', time: 'time', fourier: 0 });
  const training = { ...experimentSchema.shape.training.parse({}), clipNorm };
  const update = trainStep(network, epsilonPrediction, training);

  const initialState = (): TrainingState => {
    const parameters = initialParameters(network.parameters, 7, 0);
    const zeros = (): tf.Tensor1D => tf.tensor1d(new Float32Array(parameters.length));
    return { parameters: tf.tensor1d(parameters.slice()), ema: tf.tensor1d(parameters.slice()), first: zeros(), second: zeros() };
  };

  const inputs = (state: TrainingState, step: number): StepInputs => {
    const stream = randomStream(7, 'noise', step);
    const rows = (columns: number): tf.Tensor2D => tf.tensor2d(stream.normals(new Float32Array(batch * columns)), [batch, columns]);
    const column = (f: (u: number) => number): tf.Tensor2D =>
      tf.tensor2d(
        Float32Array.from({ length: batch }, () => f(stream.uniform())),
        [batch, 1],
      );
    return {
      state,
      batch: {
        x0: rows(2),
        noise: rows(2),
        at: { t: column((u) => u), logSnr: column((u) => u), alpha: column((u) => u), sigma: column((u) => u) },
        weight: column((u) => u),
      },
      rates: stepRates(training, exponentialAveraging(), 1e-3, step + 1),
    };
  };

  /** Runs steps 0 … n − 1 with a step function; returns the last state's numbers and the losses. */
  const train = (
    step: (inputs: StepInputs) => StepResults,
    n: number,
  ): { losses: number[]; state: Record<keyof TrainingState, Float32Array> } => {
    let state = initialState();
    const losses = Array.from({ length: n }, (_, i) => {
      const operands = inputs(state, i);
      const results = step(operands);
      tf.dispose(operands as unknown as tf.TensorContainer);
      state = results.state;
      const loss = results.loss.dataSync()[0] as number;
      results.loss.dispose();
      return loss;
    });
    const read = (tensor: tf.Tensor): Float32Array => Float32Array.from(tensor.dataSync());
    const numbers = { parameters: read(state.parameters), ema: read(state.ema), first: read(state.first), second: read(state.second) };
    tf.dispose([state.parameters, state.ema, state.first, state.second]);
    return { losses, state: numbers };
  };

  return { update, initialState, inputs, train };
}
