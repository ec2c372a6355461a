import { Backend, createContainer, intervalsFrom, LikelihoodEstimator, pointsFrom, Registry, type TimeInterval } from '@partita/core';
import { likelihoodPlugin } from '@partita/likelihood';
import { odePlugin } from '@partita/ode';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { pointwiseLogLikelihood } from './pointwise.ts';
import {
  describeLikelihoodEstimator,
  type Gaussian,
  gaussianFlow,
  gaussianLogLikelihood,
  gaussianModel,
  logNormal,
  referenceBackend,
  toySde,
} from '@partita/testing';

const backend = referenceBackend();
beforeAll(() => backend.start());

const container = createContainer(new Registry([odePlugin, likelihoodPlugin])).provide(Backend, backend);
const build = (options = {}) => container.build(LikelihoodEstimator, { kind: 'probability-flow', ...options });

describeLikelihoodEstimator('probability-flow', () => build(), { tolerance: 1e-4 });

const tMin = 1e-3;
const data: Gaussian = { mean: [0.5, -0.3], variance: [0.25, 0.04] };
const rows = [
  [0.7, -0.2],
  [0, 0],
  [0.5, -0.3],
  [1.6, 0.3],
  [-0.4, -0.75],
];
const edges = (K: number): number[] => [tMin, ...Array.from({ length: K }, (_, i) => (i + 1) / K)];

async function logLikelihood(plan: readonly TimeInterval[], options = {}, of = data, x = rows) {
  const model = gaussianModel(of, plan, tMin);
  const { values } = await build(options).logLikelihood(model, Float32Array.from(x.flat()));
  tf.dispose(model.parameters);
  return [...values];
}

const worst = (a: readonly number[], b: readonly number[]): number => Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));

describe('log p of Gaussian data, in closed form', () => {
  it.each([
    ['one interval', edges(1)],
    ['four equal ones', edges(4)],
    ['the hand-made split of the paper', [tMin, 0.02, 0.1, 0.3, 1]],
  ])('%s', async (_name, cuts) => {
    const exact = rows.map((row) => gaussianLogLikelihood(data, row, tMin));
    expect(worst(await logLikelihood(intervalsFrom(cuts)), exact)).toBeLessThan(1e-4);
  });

  it.each([1, 5])('in %d dimensions', async (dimension) => {
    const wide: Gaussian = {
      mean: Array.from({ length: dimension }, (_, i) => i / 10),
      variance: Array.from({ length: dimension }, (_, i) => 0.1 * (i + 1)),
    };
    const x = [-1, 0.5].map((shift) => wide.mean.map((m) => m + shift));
    const exact = x.map((row) => gaussianLogLikelihood(wide, row, tMin));
    expect(worst(await logLikelihood(intervalsFrom(edges(2)), {}, wide, x), exact)).toBeLessThan(1e-4);
  });

  it('with another network in each interval', async () => {
    const cuts = [tMin, 0.1, 0.35, 1];
    const others: Gaussian[] = [data, { mean: [0.1, 0.2], variance: [0.5, 0.5] }, { mean: [-0.4, 0], variance: [2, 0.1] }];
    const models = others.map((other) => gaussianModel(other, intervalsFrom(cuts), tMin));
    const score = { sde: toySde, tMin, dimension: 2, segments: models.map(({ segments }, i) => segments[i]!) };
    const { values } = await build().logLikelihood(score, Float32Array.from(rows.flat()));
    tf.dispose(models.map(({ parameters }) => parameters));
    const exact = rows.map((row) => {
      const end = others.reduce(
        ({ x, logDet }, other, i) => {
          const leg = gaussianFlow(other, x, cuts[i]!, cuts[i + 1]!);
          return { x: leg.x, logDet: logDet + leg.logDet };
        },
        { x: row, logDet: 0 },
      );
      return logNormal(end.x) + end.logDet;
    });
    expect(worst([...values], exact)).toBeLessThan(1e-4);
  });
});

describe('a per-timestep partition', () => {
  const plan = (N: number) => pointsFrom(edges(N).slice(1));

  it('agrees with the closed form of its piecewise constant score', async () => {
    const exact = rows.map((row) => pointwiseLogLikelihood(data, row, edges(16)));
    expect(worst(await logLikelihood(plan(16)), exact)).toBeLessThan(1e-4);
  });

  it('approaches the true density at first order in the number of points', async () => {
    const one = rows.slice(0, 1);
    const exact = one.map((row) => gaussianLogLikelihood(data, row, tMin));
    const gaps = [];
    for (const N of [32, 64]) gaps.push(worst(await logLikelihood(plan(N), { grid: { kind: 'log-snr', steps: 16 } }, data, one), exact));
    const slope = Math.log2(gaps[0]! / gaps[1]!);
    expect(Math.abs(slope - 1), `gaps ${gaps.join(', ')}`).toBeLessThan(0.15);
  });
});

describe('one network in all intervals', () => {
  const whole = () => logLikelihood(intervalsFrom(edges(1)), { grid: { kind: 'log-snr', steps: 32 } });

  it('gives the bits of a single interval when the edges are nodes of the grid', async () => {
    const lambda = (i: number) => toySde.logSnr(tMin) + (i / 32) * (toySde.logSnr(1) - toySde.logSnr(tMin));
    const cuts = [tMin, ...[5, 6, 20].map((i) => toySde.time(lambda(i))), 1];
    expect(await logLikelihood(intervalsFrom(cuts), { grid: { kind: 'log-snr', steps: 32 } })).toEqual(await whole());
  });

  it('gives the same to 1e-4 nats when they are not', async () => {
    const cut = await logLikelihood(intervalsFrom([tMin, 0.0213, 0.1, 0.3001, 1]), { grid: { kind: 'log-snr', steps: 32 } });
    expect(worst(cut, await whole())).toBeLessThan(1e-4);
  });
});

describe('the options', () => {
  it('give the same bits whatever the batch', async () => {
    const coarse = { grid: { kind: 'log-snr', steps: 8 } };
    const all = await logLikelihood(intervalsFrom(edges(2)), coarse);
    expect(await logLikelihood(intervalsFrom(edges(2)), { ...coarse, batch: 1 })).toEqual(all);
    expect(await logLikelihood(intervalsFrom(edges(2)), { ...coarse, batch: 3 })).toEqual(all);
  });

  it('name the solver and the grid', async () => {
    const exact = rows.map((row) => gaussianLogLikelihood(data, row, tMin));
    const gapOf = async (options: object) => worst(await logLikelihood(intervalsFrom(edges(1)), options), exact);
    const [euler, heun] = [await gapOf({ solver: 'euler' }), await gapOf({ solver: 'heun' })];
    expect(euler).toBeGreaterThan(10 * heun);
    expect(await gapOf({ grid: { kind: 'time', steps: 128 } })).toBeLessThan(0.05);
  });

  it('compile one program for all intervals', async () => {
    let programs = 0;
    const compile: Backend['compile'] = (f) => ((programs += 1), backend.compile(f));
    const estimator = container
      .child()
      .provide(Backend, { ...backend, compile })
      .build(LikelihoodEstimator, { kind: 'probability-flow', grid: { kind: 'time', steps: 2 } });
    const model = gaussianModel(data, intervalsFrom(edges(4)), tMin);
    await estimator.logLikelihood(model, new Float32Array(4));
    tf.dispose(model.parameters);
    expect(programs).toBe(1);
  });
});
