import { WasmBackend } from '@partita/backend-wasm';
import {
  experimentSchema,
  initialParameters,
  intervalsFrom,
  randomStream,
  type Dataset,
  type ScoreNetwork,
  type TimeInterval,
} from '@partita/core';
import { Mlp } from '@partita/networks';
import { VpSde } from '@partita/sde';
import {
  compileUpdate,
  constantRate,
  denoisingBatch,
  epsilonPrediction,
  exponentialAveraging,
  logSnrTimes,
  rowWeight,
  stateAt,
  stepRates,
  trainInterval,
  trainStep,
  uniformWeighting,
} from '@partita/training';
import { memoryStore } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { microBatches } from '../src/micro-batches.ts';

const backend = new WasmBackend();
beforeAll(() => backend.start());

const dataset: Dataset = {
  shape: [2],
  batch: ({ split, seed, index, size }) => Promise.resolve(randomStream(seed, `data:${split}`, index).normals(new Float32Array(2 * size))),
};
const [interval] = intervalsFrom([1e-3, 1]) as [TimeInterval];
const source = { dataset, sde: new VpSde({ betaMin: 0, betaMax: 10 }), times: logSnrTimes(), interval, seed: 4 };
const network = new Mlp({ dimension: 2, widths: [16, 16], activation: 'silu', time: 'time', fourier: 0 });
const weightOf = rowWeight(source, uniformWeighting, epsilonPrediction);
const defaults = experimentSchema.shape.training.parse({ batchSize: 48 });

/** The state and the losses after a few updates. */
async function trained(accumulate: number, clipNorm: number | null = null) {
  const options = { ...defaults, accumulate, clipNorm };
  const update = compileUpdate(backend, network, epsilonPrediction, options);
  let state = stateAt(initialParameters(network.parameters, 7, 0));
  const losses: number[] = [];
  for (let step = 0; step < 4; step++) {
    const batch = await denoisingBatch(source, weightOf, { split: 'train', ...options }, step);
    const inputs = { state, batch, rates: stepRates(options, exponentialAveraging(), 1e-2, step + 1) };
    const results = update(inputs);
    tf.dispose(inputs as unknown as tf.TensorContainer);
    state = results.state;
    losses.push((await results.loss.data())[0]!);
    results.loss.dispose();
  }
  update.dispose();
  const values = { parameters: await state.parameters.data(), ema: await state.ema.data(), second: await state.second.data() };
  tf.dispose(state as unknown as tf.TensorContainer);
  return { losses, ...values };
}

describe('an update in parts', () => {
  it.each([
    [2, null],
    [4, null],
    [48, null],
    [4, 0.05],
  ])('%d parts give the update of the whole batch, clipNorm %s', async (accumulate, clipNorm) => {
    const [whole, parts] = [await trained(1, clipNorm), await trained(accumulate, clipNorm)];
    parts.losses.forEach((loss, i) => expect(Math.abs(loss / whole.losses[i]! - 1)).toBeLessThan(1e-5));
    for (const role of ['parameters', 'ema', 'second'] as const) {
      const distance = Math.hypot(...parts[role].map((value, i) => value - whole[role][i]!));
      expect(distance / Math.hypot(...whole[role])).toBeLessThan(1e-5);
    }
  });

  it('is the plain step where the batch stays whole', async () => {
    const batch = await denoisingBatch(source, weightOf, { split: 'train', ...defaults }, 0);
    const state = stateAt(initialParameters(network.parameters, 7, 0));
    const rates = stepRates(defaults, exponentialAveraging(), 1e-2, 1);
    const compiled = compileUpdate(backend, network, epsilonPrediction, defaults)({ state, batch, rates });
    const plain = trainStep(network, epsilonPrediction, defaults)({ state, batch, rates });
    expect(await compiled.state.parameters.data()).toEqual(await plain.state.parameters.data());
  });

  it('leaves no tensor behind', async () => {
    await trained(4);
    const before = tf.memory();
    await trained(4);
    expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
  });
});

describe('parts of a batch', () => {
  it('have its rows in their order; a batch that does not divide stays whole', async () => {
    const batch = await denoisingBatch(source, weightOf, { split: 'train', ...defaults, batchSize: 6 }, 0);
    const parts = microBatches(batch, 3);
    expect(parts.map(({ x0 }) => x0.shape)).toEqual([
      [2, 2],
      [2, 2],
      [2, 2],
    ]);
    const together = (of: (part: typeof batch) => tf.Tensor2D) => tf.concat(parts.map(of)).arraySync();
    expect(together(({ x0 }) => x0)).toEqual(batch.x0.arraySync());
    expect(together(({ at }) => at.sigma)).toEqual(batch.at.sigma.arraySync());
    expect(together(({ weight }) => weight)).toEqual(batch.weight.arraySync());
    expect(microBatches(batch, 4)).toHaveLength(1);
  });
});

describe('trainInterval with accumulate', () => {
  it('learns what it learns without, held-out losses too', async () => {
    const run = async (accumulate: number) => {
      const heldOut: number[] = [];
      const store = memoryStore();
      await trainInterval({
        ...{ backend, source, network, prediction: epsilonPrediction, weighting: uniformWeighting, schedule: constantRate() },
        ...{ averaging: exponentialAveraging(), store, experiment: 'abc', signal: new AbortController().signal },
        training: { ...defaults, steps: 6, heldOutEvery: 3, heldOutBatches: 2, accumulate },
        listener: (event) => event.type === 'held-out' && heldOut.push(event.loss),
      });
      return heldOut;
    };
    const [whole, parts] = [await run(1), await run(3)];
    expect(parts).toHaveLength(2);
    parts.forEach((loss, i) => expect(loss).toBeCloseTo(whole[i]!, 5));
  });
});

describe('a network that draws', () => {
  /** It predicts what was drawn for a row, whatever its parameters. */
  const drawing: ScoreNetwork = {
    parameters: network.parameters,
    draws: 2,
    apply: (p, x, at, drawn) => tf.add(tf.mul(network.apply(p, x, at), 0), drawn ?? tf.zerosLike(x)),
  };
  const batchAt = (step: number, more = {}) => denoisingBatch(source, weightOf, { split: 'train', ...defaults, draws: 2, ...more }, step);

  it('gets numbers for each row that are a function of seed, interval and step', async () => {
    const [one, again, other, none] = [await batchAt(3), await batchAt(3), await batchAt(4), await batchAt(3, { draws: 0 })];
    expect(one.drawn!.shape).toEqual([48, 2]);
    expect(again.drawn!.arraySync()).toEqual(one.drawn!.arraySync());
    expect(other.drawn!.arraySync()).not.toEqual(one.drawn!.arraySync());
    expect(none.drawn).toBeUndefined();
    expect(none.noise.arraySync()).toEqual(one.noise.arraySync());
    const values = one.drawn!.dataSync();
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(values).size).toBe(96);
  });

  it('gets them in training, also in parts', async () => {
    const batch = await batchAt(0);
    const state = stateAt(initialParameters(network.parameters, 7, 0));
    const rates = stepRates(defaults, exponentialAveraging(), 1e-2, 1);
    const lossIn = (accumulate: number) => {
      const update = compileUpdate(backend, drawing, epsilonPrediction, { ...defaults, accumulate });
      return update({ state, batch, rates }).loss.dataSync()[0]!;
    };
    const expected = tf.mean(tf.squaredDifference(batch.noise, batch.drawn!)).dataSync()[0]!;
    expect(lossIn(1)).toBeCloseTo(expected, 5);
    expect(lossIn(4)).toBeCloseTo(expected, 5);
  });
});
