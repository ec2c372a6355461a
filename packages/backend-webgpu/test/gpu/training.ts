/**
 * A training of six updates on WebGPU whose device is destroyed after the checkpoint at the third, another that goes on from there on a
 * new device, and a third that is left in peace; prints what they ended with.
 */
import { WebgpuBackend } from '@partita/backend-webgpu';
import { experimentSchema, messageOf, randomStream, type Dataset, type TrainEvent } from '@partita/core';
import { Mlp } from '@partita/networks';
import { VpSde } from '@partita/sde';
import { memoryStore } from '@partita/testing';
import { constantRate, epsilonPrediction, exponentialAveraging, logSnrTimes, trainInterval, uniformWeighting } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';

const gaussian: Dataset = {
  shape: [2],
  batch: ({ split, seed, index, size }) => Promise.resolve(randomStream(seed, `data:${split}`, index).normals(new Float32Array(2 * size))),
};

const backend = new WebgpuBackend({ software: true });

async function train(store: ReturnType<typeof memoryStore>, listener: (event: TrainEvent) => void = () => undefined): Promise<void> {
  await backend.start();
  const { training } = experimentSchema.parse({ training: { steps: 6, batchSize: 16, checkpointEvery: 3, heldOutBatches: 1 } });
  await trainInterval({
    backend,
    source: {
      dataset: gaussian,
      sde: new VpSde({ betaMin: 0, betaMax: 10 }),
      times: logSnrTimes(),
      interval: { index: 0, start: 1e-3, end: 1 },
      seed: 4,
    },
    network: new Mlp({ dimension: 2, widths: [8], activation: 'elu', time: 'time', fourier: 2 }),
    prediction: epsilonPrediction,
    weighting: uniformWeighting,
    schedule: constantRate(),
    averaging: exponentialAveraging(),
    training,
    store,
    experiment: 'abc',
    listener,
    signal: new AbortController().signal,
  });
}

const [lost, whole] = [memoryStore(), memoryStore()];
const destroy = (event: TrainEvent): void => {
  if (event.type === 'checkpoint') (tf.backend() as unknown as { device: { destroy(): void } }).device.destroy();
};
const complaint = await train(lost, destroy).then(() => undefined, messageOf);
const savedAt = lost.saved.get(0)?.at(-1)?.metadata['step'];
await train(lost);
await train(whole);
const weights = (store: typeof lost): number[] => Object.values(store.saved.get(0)?.at(-1)?.tensors ?? {}).flatMap(({ data }) => [...data]);
process.stdout.write(JSON.stringify({ complaint, savedAt, resumed: weights(lost), whole: weights(whole) }));
