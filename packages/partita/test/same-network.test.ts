import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { WasmBackend } from '@partita/backend-wasm';
import {
  Backend,
  Container,
  experimentSchema,
  initialParameters,
  intervalsFrom,
  LikelihoodEstimator,
  Registry,
  Sampler,
  segmentsOf,
  type ComponentSpec,
  type PartitionedScore,
} from '@partita/core';
import { hg } from '@partita/datasets';
import { Mlp } from '@partita/networks';
import { VpSde } from '@partita/sde';
import {
  constantRate,
  epsilonPrediction,
  exponentialAveraging,
  logSnrTimes,
  networkScore,
  roleVector,
  trainInterval,
  uniformWeighting,
} from '@partita/training';
import { BUILT_IN } from '../src/plugins/built-in.ts';
import { memoryStore } from '@partita/testing';

const sde = new VpSde({ betaMin: 0, betaMax: 10 });
const network = new Mlp({ dimension: 2, widths: [24, 24], activation: 'elu', time: 'time', fourier: 0 });
const tMin = 1e-3;
const steps = 16;

/** Edges that lie on the solver's own nodes, uniform in log-SNR. */
const node = (i: number): number => sde.time(sde.logSnr(tMin) + (i / steps) * (sde.logSnr(1) - sde.logSnr(tMin)));

let vector: Float32Array;

/** One network in all segments between the given edges. */
function score(edges: readonly number[]): PartitionedScore {
  const shared = { score: networkScore(network, epsilonPrediction), parameters: { vector: tf.tensor1d(vector) } };
  return { sde, tMin, dimension: 2, segments: segmentsOf(intervalsFrom(edges), tMin, 1).map((segment) => ({ ...segment, ...shared })) };
}

beforeAll(async () => {
  const backend = new WasmBackend();
  await backend.start();
  const store = memoryStore();
  await trainInterval({
    backend,
    source: { dataset: hg(), sde, times: logSnrTimes(), interval: { index: 0, start: tMin, end: 1 }, seed: 1 },
    network,
    prediction: epsilonPrediction,
    weighting: uniformWeighting,
    schedule: constantRate(),
    averaging: exponentialAveraging(),
    training: { ...experimentSchema.shape.training.parse({}), steps: 300, batchSize: 128, learningRate: 5e-3, heldOutBatches: 1 },
    store,
    experiment: 'x',
    listener: () => undefined,
    signal: new AbortController().signal,
  });
  const checkpoint = await store.load(0);
  if (checkpoint) vector = roleVector(network, checkpoint, 'ema', 'memory');
  expect(vector).not.toEqual(initialParameters(network.parameters, 1, 0));
});

describe('one trained network in all K segments is the same model as K = 1', () => {
  const container = new Container(new Registry(BUILT_IN)).provideLazily(Backend, () => new WasmBackend());
  const grid = { kind: 'log-snr', steps };
  const samplers: ComponentSpec[] = ['euler', 'heun', 'rk4'].map((solver) => ({
    kind: 'probability-flow',
    solver: { kind: solver },
    grid,
  }));

  for (const spec of [...samplers, { kind: 'euler-maruyama', grid }])
    it(`samples, ${spec.kind} ${JSON.stringify(spec['solver'] ?? '')}: bitwise on aligned edges, within the solver's error on others`, async () => {
      const draw = async (edges: readonly number[]): Promise<Float32Array> =>
        (await container.build(Sampler, spec).sample(score(edges), { count: 64, seed: 5 })).values;
      const single = await draw([tMin, 1]);
      expect(await draw([tMin, node(3), node(9), node(14), 1])).toEqual(single);
      const split = await draw([tMin, 0.02, 0.1, 0.3, 1]);
      expect(split).not.toEqual(single);
      const apart = split.reduce((sum, value, i) => sum + Math.abs(value - (single[i] as number)), 0) / single.length;
      expect(apart).toBeLessThan(0.1);
    });

  it('log p, rk4: bitwise on aligned edges, within the solver’s error on others', async () => {
    const rows = await hg().batch({ split: 'test', seed: 2, index: 0, size: 64 });
    const logP = async (edges: readonly number[], n = steps): Promise<Float64Array> =>
      (
        await container
          .build(LikelihoodEstimator, { kind: 'probability-flow', grid: { kind: 'log-snr', steps: n } })
          .logLikelihood(score(edges), rows)
      ).values;
    const single = await logP([tMin, 1]);
    expect(await logP([tMin, node(3), node(9), node(14), 1])).toEqual(single);
    const [fine, split] = [await logP([tMin, 1], 96), await logP([tMin, 0.02, 0.1, 0.3, 1], 96)];
    split.forEach((value, i) => expect(Math.abs(value - (fine[i] as number))).toBeLessThan(2e-3));
  });
});
