import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { WasmBackend } from '@partita/backend-wasm';
import {
  experimentSchema,
  intervalsFrom,
  randomStream,
  type Dataset,
  type TimeInterval,
  type TrainEvent,
  type TrainingOptions,
} from '@partita/core';
import { Mlp } from '@partita/networks';
import { VpSde } from '@partita/sde';
import {
  constantRate,
  edmPrediction,
  epsilonPrediction,
  exponentialAveraging,
  isTrained,
  likelihoodWeighting,
  logSnrTimes,
  scorePrediction,
  trainInterval,
  uniformTimes,
  uniformWeighting,
  vPrediction,
  x0Prediction,
  type TrainIntervalInputs,
} from '@partita/training';
import { memoryStore } from '@partita/testing';

const gaussian: Dataset = {
  shape: [2],
  batch: ({ split, seed, index, size }) => Promise.resolve(randomStream(seed, `data:${split}`, index).normals(new Float32Array(2 * size))),
};
const training: TrainingOptions = {
  ...experimentSchema.shape.training.parse({}),
  ...{ steps: 60, batchSize: 64, learningRate: 3e-3, checkpointEvery: 25, heldOutEvery: 30, heldOutBatches: 2 },
};
const [first, second] = intervalsFrom([1e-3, 0.2, 1]) as [TimeInterval, TimeInterval];

function job(overrides: Partial<TrainIntervalInputs> & { interval?: TimeInterval; dataset?: Dataset } = {}) {
  const events: TrainEvent[] = [];
  const store = memoryStore();
  const { interval = first, dataset = gaussian, ...rest } = overrides;
  const inputs: TrainIntervalInputs = {
    backend: new WasmBackend(),
    source: { dataset, sde: new VpSde({ betaMin: 0, betaMax: 10 }), times: logSnrTimes(), interval, seed: 4 },
    network: new Mlp({ dimension: 2, widths: [16, 16], activation: 'elu', time: 'time', fourier: 0 }),
    prediction: epsilonPrediction,
    weighting: uniformWeighting,
    schedule: constantRate(),
    averaging: exponentialAveraging(),
    training,
    store,
    experiment: 'abc',
    listener: (event) => events.push(event),
    signal: new AbortController().signal,
    ...rest,
  };
  return { inputs, events, store };
}

beforeAll(() => new WasmBackend().start());

describe('trainInterval', () => {
  it('lowers the held-out loss, reports every step and saves the last one', async () => {
    const { inputs, events, store } = job({ interval: second, training: { ...training, steps: 300, heldOutEvery: 100 } });
    await trainInterval(inputs);
    const heldOut = events.flatMap((event) => (event.type === 'held-out' ? [event.loss] : []));
    // At the far end ε is nearly the input itself; the zero network has loss 1.
    expect(heldOut.at(-1)).toBeLessThan(0.6 * (heldOut[0] as number) + 0.3);
    expect(heldOut.at(-1)).toBeLessThan(0.5);
    expect(events[0]).toEqual({ type: 'started', step: 0 });
    expect(events.at(-1)).toMatchObject({ type: 'finished', step: 300 });
    expect(store.saved.get(1)?.at(-1)?.metadata['step']).toBe('300');
  });

  it.each([
    ['x0', { prediction: x0Prediction }],
    ['v', { prediction: vPrediction }],
    ['score', { prediction: scorePrediction }],
    ['edm', { prediction: edmPrediction({ dataSigma: 1 }) }],
    ['v under the likelihood weighting', { prediction: vPrediction, weighting: likelihoodWeighting }],
  ])('learns with %s as with epsilon: losses are in units of the noise', async (_name, pieces) => {
    const { inputs, events } = job({ interval: second, training: { ...training, steps: 300, heldOutEvery: 300 }, ...pieces });
    await trainInterval({ ...inputs, source: { ...inputs.source, times: uniformTimes() } });
    // For N(0, I) the best loss is the mean of α²/(α² + σ²) = e^{−B}: 0.28 over (0.2, 1] for times uniform in t, less where noise is much.
    const loss = events.flatMap((event) => (event.type === 'held-out' ? [event.loss] : [])).at(-1);
    expect(loss).toBeLessThan(0.5);
    expect(loss).toBeGreaterThan(0.1);
  });

  it('has nothing to do for a network without parameters: its checkpoint is its last', async () => {
    const network = { parameters: [], apply: (_: object, x: tf.Tensor2D) => x };
    const { inputs, events, store } = job({ network });
    await trainInterval(inputs);
    expect(events.map(({ type }) => type)).toEqual(['started', 'checkpoint', 'finished']);
    expect(store.saved.get(0)?.at(-1)).toMatchObject({ metadata: { step: '60' }, tensors: {} });
    await trainInterval(inputs);
    expect(store.saved.get(0)).toHaveLength(1);
  });

  it('gives bitwise the same checkpoint whether it was interrupted or not', async () => {
    const whole = job();
    await trainInterval(whole.inputs);
    const controller = new AbortController();
    const broken = job({ signal: controller.signal });
    const stopper: TrainIntervalInputs = {
      ...broken.inputs,
      listener(event) {
        if (event.type === 'progress' && event.step >= 20) controller.abort();
      },
    };
    await trainInterval(stopper);
    expect(Number(broken.store.saved.get(0)?.at(-1)?.metadata['step'])).toBeLessThan(60);
    await trainInterval({ ...broken.inputs, signal: new AbortController().signal });
    expect(broken.store.saved.get(0)?.at(-1)).toEqual(whole.store.saved.get(0)?.at(-1));
  });

  it('trains 2N as N, save, load, N', async () => {
    const [once, twice] = [job(), job()];
    await trainInterval(once.inputs);
    twice.store.saved.set(0, [once.store.saved.get(0)?.[0] as never]);
    expect(twice.store.saved.get(0)?.[0]?.metadata['step']).toBe('25');
    await trainInterval(twice.inputs);
    expect(twice.store.saved.get(0)?.at(-1)).toEqual(once.store.saved.get(0)?.at(-1));
  });

  it('starts each interval from parameters of its own', async () => {
    const [a, b] = [job({ training: { ...training, steps: 1 } }), job({ interval: second, training: { ...training, steps: 1 } })];
    await trainInterval(a.inputs);
    await trainInterval(b.inputs);
    expect(a.store.saved.get(0)?.[0]?.tensors['parameters/layers.0.weight']).not.toEqual(
      b.store.saved.get(1)?.[0]?.tensors['parameters/layers.0.weight'],
    );
  });

  it('starts from the average that another interval ended with', async () => {
    const { inputs, store } = job({ training: { ...training, steps: 30 } });
    await trainInterval(inputs);
    const source = { ...inputs.source, interval: { ...second, from: 0 } };
    const signal = AbortSignal.abort();
    await trainInterval({ ...inputs, source, signal });
    const [parent, child] = [store.saved.get(0)?.at(-1), store.saved.get(1)?.at(-1)];
    const name = 'layers.0.weight';
    expect(child?.metadata['step']).toBe('0');
    expect(child?.tensors[`parameters/${name}`]).toEqual(parent?.tensors[`ema/${name}`]);
    await expect(trainInterval({ ...inputs, source: { ...source, interval: { index: 2, start: 0.2, end: 1, from: 5 } } })).rejects.toThrow(
      'Interval 2 starts from interval 5, which has no checkpoint yet; train that one first.',
    );
  });

  it('draws its times where it is trained, not only where it is in force', async () => {
    const { inputs } = job({ interval: { ...first, trainedOn: { start: 1e-3, end: 0.9 } } });
    const seen: number[] = [];
    const times = {
      times: (...given: Parameters<typeof inputs.source.times.times>) => {
        seen.push(given[0].end);
        return inputs.source.times.times(...given);
      },
    };
    await trainInterval({ ...inputs, source: { ...inputs.source, times }, training: { ...training, steps: 1 } });
    expect(new Set(seen)).toEqual(new Set([0.9]));
  });

  it('stops when its patience ends, and resumes with the same patience', async () => {
    const impatient = {
      interval: { ...first, patience: 2 },
      training: { ...training, steps: 400, learningRate: 1e-9, heldOutEvery: 10, checkpointEvery: 15 },
    };
    const whole = job(impatient);
    await trainInterval(whole.inputs);
    const losses = whole.events.flatMap((event) => (event.type === 'held-out' ? [event.loss] : []));
    expect(Math.min(...losses.slice(-2))).toBeGreaterThanOrEqual(Math.min(...losses.slice(0, -2)));
    const end = whole.store.saved.get(0)?.at(-1);
    expect(Number(end?.metadata['step'])).toBe(10 * losses.length);
    expect(Number(end?.metadata['step'])).toBeLessThan(400);
    expect(isTrained(end?.metadata ?? {}, 400, 2)).toBe(true);
    expect(whole.events.at(-1)).toMatchObject({ type: 'finished', step: 10 * losses.length });

    const resumed = job(impatient);
    resumed.store.saved.set(0, [whole.store.saved.get(0)?.[0] as never]);
    await trainInterval(resumed.inputs);
    expect(resumed.store.saved.get(0)?.at(-1)).toEqual(end);
  });

  it('stops on a non-finite loss, naming the step, the interval and the last good checkpoint', async () => {
    const poisoned: Dataset = {
      ...gaussian,
      batch: async (request) =>
        request.split === 'train' && request.index === 33 ? new Float32Array(2 * request.size).fill(NaN) : gaussian.batch(request),
    };
    const { inputs, store } = job({ dataset: poisoned });
    await expect(trainInterval(inputs)).rejects.toThrow(
      'The loss of interval 0, (0.001, 0.2], became NaN at step 34; the last good checkpoint is memory/0 at step 25; lower',
    );
    expect(store.saved.get(0)).toHaveLength(1);
  });

  it("refuses another experiment's checkpoint", async () => {
    const { inputs, store } = job();
    await trainInterval(inputs);
    await expect(trainInterval({ ...inputs, experiment: 'xyz' })).rejects.toThrow(
      "memory/0 belongs to another run: its experiment is abc, this one's is xyz",
    );
    const network = new Mlp({ dimension: 2, widths: [8], activation: 'elu', time: 'time', fourier: 0 });
    await expect(trainInterval({ ...inputs, network })).rejects.toThrow('but this network needs shape [3,8]');
    expect(store.saved.get(0)).toHaveLength(3);
  });

  it('holds a constant number of tensors and bytes, and leaves none', async () => {
    const before = tf.memory().numTensors;
    const counts: string[] = [];
    const { inputs } = job();
    await trainInterval({
      ...inputs,
      listener(event) {
        if (event.type === 'progress') counts.push(`${tf.memory().numTensors} tensors, ${tf.memory().numBytes} bytes`);
      },
    });
    expect(new Set(counts).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('trains on a point without time', async () => {
    const { inputs, store } = job({
      interval: { index: 0, start: 0.5, end: 0.5 },
      network: new Mlp({ dimension: 2, widths: [8], activation: 'elu', time: 'none', fourier: 0 }),
    });
    await trainInterval(inputs);
    expect(store.saved.get(0)?.at(-1)?.metadata).toMatchObject({ start: '0.5', end: '0.5', step: '60' });
  });
});
