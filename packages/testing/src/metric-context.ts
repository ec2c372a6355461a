import {
  intervalsFrom,
  randomStream,
  type Backend,
  type Dataset,
  type ExactDensity,
  type Lattice,
  type MetricContext,
} from '@partita/core';
import { gaussianLogLikelihood, gaussianModel } from './gaussian-model.ts';

/** What the data set of a `gaussianContext` tells of itself. */
export type Knowledge = 'an exact density' | 'nothing' | 'a lattice';

const DATA = { mean: 0, deviation: 1 };
const MODEL = { mean: 0.3, deviation: 1.5 };
const LATTICE = { levels: 32, scale: 8, offset: -4 } satisfies Lattice;
const T_MIN = 1e-3;

/** A model N(0.3, 1.5²) in two intervals, with exact scores and likelihoods, of data N(0, 1). Dispose of `score.parameters` in the end. */
export function gaussianContext(backend: Backend, rows: number, knowledge: Knowledge, seed = 0) {
  const onLattice = knowledge === 'a lattice';
  const normals = randomStream(seed, 'data', 1, rows).normals(new Float32Array(rows));
  const values = onLattice ? normals.map(middleOfCell) : normals;
  const samples = randomStream(seed, 'prior', rows)
    .normals(new Float32Array(rows))
    .map((value) => MODEL.mean + MODEL.deviation * value);
  const gaussian = { mean: [MODEL.mean], variance: [MODEL.deviation ** 2] };
  const score = gaussianModel(gaussian, intervalsFrom([T_MIN, 0.2, 1]), T_MIN);
  const logP = (x: Float32Array, from: number) => Float64Array.from(x, (value) => gaussianLogLikelihood(gaussian, [value], from));
  const dataset: Dataset = {
    shape: [1],
    batch: ({ split, seed: key, index, size }) =>
      Promise.resolve(randomStream(key, 'data', split === 'test' ? 1 : 0, index).normals(new Float32Array(size))),
    ...(knowledge === 'an exact density' && { exact: standardNormal }),
    ...(onLattice && { lattice: LATTICE }),
  };
  const model = Float64Array.from(values, (x) => logNormalAt(x, MODEL.mean, MODEL.deviation));
  return {
    dataset,
    score,
    backend,
    likelihood: {
      logLikelihood: (_score, x, { from = T_MIN } = {}) => Promise.resolve({ values: logP(x, from), evaluations: 0 }),
    },
    seed,
    testRows: () => Promise.resolve(values),
    testLogLikelihood: () => Promise.resolve(model),
    samples: () => Promise.resolve(samples),
  } satisfies MetricContext;
}

const standardNormal: ExactDensity = {
  entropy: 0.5 * Math.log(2 * Math.PI * Math.E),
  logDensity: (x, alpha, sigma) => Float64Array.from(x, (value) => logNormalAt(value, alpha * DATA.mean, Math.hypot(alpha, sigma))),
  score: (x, alpha, sigma) => Float64Array.from(x, (value) => -(value - alpha * DATA.mean) / (alpha ** 2 + sigma ** 2)),
};

const logNormalAt = (x: number, mean: number, deviation: number): number =>
  -0.5 * ((x - mean) / deviation) ** 2 - Math.log(deviation * Math.sqrt(2 * Math.PI));

function middleOfCell(value: number): number {
  const cell = Math.floor(((value - LATTICE.offset) / LATTICE.scale) * LATTICE.levels);
  return (LATTICE.scale * (Math.min(LATTICE.levels - 1, Math.max(0, cell)) + 0.5)) / LATTICE.levels + LATTICE.offset;
}
