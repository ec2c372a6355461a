import { OnnxBackend } from '@partita/backend-onnx';
import { WasmBackend } from '@partita/backend-wasm';
import { experimentSchema, initialParameters, parameterLayout, randomStream, type Backend, type ScoreNetwork } from '@partita/core';
import { UNet, type UNetOptions } from '@partita/networks';
import {
  denoisingLoss,
  epsilonPrediction,
  exponentialAveraging,
  parameterViews,
  stepRates,
  trainStep,
  type DenoisingBatch,
  type TrainingState,
} from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../testing/src/reference-backend.ts';

const IMAGES: UNetOptions = {
  canvas: { height: 8, width: 8, channels: 1, dimensions: 2 },
  base: 16,
  multipliers: [1, 2],
  blocks: 1,
  attention: [4],
  middleAttention: true,
  groups: 4,
  time: 'log-snr',
  logSnr: { first: 10, last: -10 },
};
const SMALL: UNetOptions = { ...IMAGES, time: 'none', attention: [], middleAttention: false };
const SIGNALS: UNetOptions = { ...IMAGES, canvas: { height: 16, width: 1, channels: 2, dimensions: 1 }, attention: [] };

const ROWS = 3;

const normals = (shape: [number, number], purpose: string, index = 0): tf.Tensor2D =>
  tf.tensor2d(randomStream(5, purpose, index).normals(new Float32Array(shape[0] * shape[1])), shape);

function batchOf(x0: tf.Tensor2D, step = 0): DenoisingBatch {
  const [rows, dimension] = x0.shape;
  const column = (f: (u: number) => number): tf.Tensor2D =>
    tf.tensor2d(
      Array.from({ length: rows }, (_, i) => f((i + 0.5) / rows)),
      [rows, 1],
    );
  const at = { t: column((u) => u), logSnr: column((u) => 4 - 8 * u), alpha: column((u) => Math.sqrt(1 - u)), sigma: column(Math.sqrt) };
  return { x0, noise: normals([rows, dimension], 'noise', step), at, weight: column(() => 1) };
}

/** The network's parameters, those that start at 0 at random instead: at 0 most gradients vanish. */
function wideAwake({ parameters }: ScoreNetwork): Float32Array {
  const layout = parameterLayout(parameters);
  const vector = initialParameters(parameters, 2, 0);
  layout.forEach(({ offset, size, initialiser }, i) => {
    if (initialiser.scale > 0) return;
    randomStream(6, 'awake', i)
      .normals(new Float32Array(size))
      .forEach((value, at) => (vector[offset + at] = 0.2 * value));
  });
  return vector;
}

/** Loss, gradient of each parameter, and of the output in x, as the divergence of a likelihood takes it. */
async function results(backend: Backend, network: ScoreNetwork, dimension: number): Promise<Float32Array[]> {
  await backend.start();
  tf.env().set('IS_TEST', false); // tfjs would take what a gradient saves on wasm, which is a copy there, for a leak
  const layout = parameterLayout(network.parameters);
  const program = backend.compile(({ vector, batch }: { vector: tf.Tensor1D; batch: DenoisingBatch }) => {
    const views = parameterViews(vector, layout);
    const named = (tensors: readonly tf.Tensor[]) => Object.fromEntries(layout.map(({ name }, i) => [name, tensors[i] as tf.Tensor]));
    const { value, grads } = tf.valueAndGrads((...tensors) => denoisingLoss(network, epsilonPrediction, named(tensors), batch))(
      layout.map(({ name }) => views[name] as tf.Tensor),
    );
    const along = tf.grad((x) => network.apply(views, x as tf.Tensor2D, batch.at))(batch.x0, batch.noise);
    return { loss: value, along, ...Object.fromEntries(grads.map((gradient, i) => [`gradient ${i}`, gradient])) };
  });
  const inputs = { vector: tf.tensor1d(wideAwake(network)), batch: batchOf(normals([ROWS, dimension], 'data')) };
  const found = Object.values(program(inputs) as Record<string, tf.Tensor>);
  const values = await Promise.all(found.map((tensor) => tensor.data<'float32'>()));
  const copies = values.map((value) => value.slice());
  tf.dispose([found, inputs] as unknown as tf.TensorContainer);
  program.dispose();
  return copies;
}

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe('a U-Net', () => {
  it.each([
    ['unet', IMAGES],
    ['unet-small', SMALL],
    ['unet-1d', SIGNALS],
  ])(
    '%s has the same loss and gradients on every runtime',
    async (_, options) => {
      const { height, width, channels } = options.canvas;
      const network = new UNet(options);
      const on = (backend: Backend): Promise<Float32Array[]> => results(backend, network, height * width * channels);
      const reference = await on(referenceBackend());
      for (const backend of [new OnnxBackend(), new WasmBackend()]) {
        const found = await on(backend);
        expect(found).toHaveLength(reference.length);
        found.forEach((values, i) => {
          const expected = reference[i] as Float32Array;
          const difference = largest(values.map((value, at) => value - (expected[at] as number)));
          expect(difference, `${backend.name}, result ${i}`).toBeLessThan(1e-4 * largest(expected));
        });
      }
    },
    120_000,
  );

  it('learns to tell noise from tiny images', async () => {
    const backend = new OnnxBackend();
    await backend.start();
    const network = new UNet(IMAGES);
    const training = experimentSchema.shape.training.parse({});
    const update = backend.compile(trainStep(network, epsilonPrediction, training));
    const vector = initialParameters(network.parameters, 0, 0);
    const zeros = (): tf.Tensor1D => tf.zeros([vector.length]);
    let state: TrainingState = {
      parameters: tf.tensor1d(vector.slice()),
      ema: tf.tensor1d(vector.slice()),
      first: zeros(),
      second: zeros(),
    };
    const averaging = exponentialAveraging();
    const losses: number[] = [];
    const stripes = Float32Array.from({ length: 16 * 64 }, (_, i) => ((i >> ((i >> 6) % 2) === 0 ? i : i >> 3) % 2 === 0 ? 1 : -1));
    for (let step = 0; step < 30; step++) {
      const inputs = { state, batch: batchOf(tf.tensor2d(stripes, [16, 64]), step), rates: stepRates(training, averaging, 2e-3, step + 1) };
      const after = update(inputs);
      losses.push((await after.loss.data())[0] as number);
      tf.dispose([inputs, after.loss] as unknown as tf.TensorContainer);
      state = after.state;
    }
    tf.dispose(state as unknown as tf.TensorContainer);
    update.dispose();
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(losses[0]).toBeCloseTo(1, 0);
    expect(mean(losses.slice(-5))).toBeLessThan(0.6 * mean(losses.slice(0, 5)));
  }, 120_000);
});
