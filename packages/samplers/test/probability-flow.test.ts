import { Backend, createContainer, intervalsFrom, pointsFrom, randomStream, Registry, Sampler } from '@partita/core';
import type { OdeSegment, OdeSolver, OdeState, TimeInterval } from '@partita/core';
import { LogSnrGrid, odePlugin, rk4Tableau, RungeKuttaSolver } from '@partita/ode';
import { ProbabilityFlow, samplersPlugin } from '@partita/samplers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeSampler, type Gaussian, gaussianFlow, gaussianModel, referenceBackend, toySde } from '@partita/testing';

const backend = referenceBackend();
beforeAll(() => backend.start());

const container = createContainer(new Registry([odePlugin, samplersPlugin])).provide(Backend, backend);

describeSampler('probability-flow', () => container.build(Sampler, 'probability-flow'), { bias: 0.01 });

const tMin = 1e-3;
const data: Gaussian = { mean: [0.5, -0.3], variance: [0.25, 0.04] };
const plain = intervalsFrom([tMin, 1]);
const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number))));

async function draw(plan: readonly TimeInterval[], options = {}, count = 5, of = data) {
  const sampler = container.build(Sampler, { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 32 }, ...options });
  const model = gaussianModel(of, plan, tMin);
  const samples = await sampler.sample(model, { count, seed: 3 });
  tf.dispose(model.parameters);
  return samples;
}

describe('a sample', () => {
  it.each([1, 2, 5])('is where the closed form takes its draw from the prior, in %d dimensions', async (dimension) => {
    const wide: Gaussian = {
      mean: Array.from({ length: dimension }, (_, i) => i / 10),
      variance: Array.from({ length: dimension }, (_, i) => 0.1 * (i + 1)),
    };
    const { values } = await draw(plain, { solver: 'rk4' }, 4, wide);
    const exact = Array.from({ length: 4 }, (_, i) => {
      const xT = randomStream(3, 'prior', i).normals(new Float32Array(dimension));
      return gaussianFlow(wide, [...xT], 1, tMin).x;
    });
    expect(worst(values, exact.flat())).toBeLessThan(1e-4);
  });

  it('has the same bits whatever the batch', async () => {
    const { values } = await draw(plain);
    expect((await draw(plain, { batch: 1 })).values).toEqual(values);
    expect((await draw(plain, { batch: 3 })).values).toEqual(values);
  });

  it('counts evaluations over the whole way', async () => {
    expect((await draw(plain)).evaluations).toBe(64);
    expect((await draw(intervalsFrom([tMin, 0.2, 1]))).evaluations).toBe(66);
  });
});

describe('one network in all intervals', () => {
  it('gives the bits of a single interval when the edges are nodes of the grid', async () => {
    const lambda = (i: number) => toySde.logSnr(tMin) + (i / 32) * (toySde.logSnr(1) - toySde.logSnr(tMin));
    const cuts = [tMin, ...[5, 6, 20].map((i) => toySde.time(lambda(i))), 1];
    expect((await draw(intervalsFrom(cuts))).values).toEqual((await draw(plain)).values);
  });

  it('gives the same to 1e-4 when they are not', async () => {
    const cut = await draw(intervalsFrom([tMin, 0.0213, 0.1, 0.3001, 1]), { solver: 'rk4' });
    expect(worst(cut.values, (await draw(plain, { solver: 'rk4' })).values)).toBeLessThan(1e-4);
  });

  it('of point intervals approaches the same', async () => {
    const points = (N: number) => pointsFrom(Array.from({ length: N }, (_, i) => (i + 1) / N));
    const options = { grid: { kind: 'log-snr', steps: 8 }, solver: 'rk4' };
    const { values } = await draw(plain, { solver: 'rk4' }, 2);
    const [coarse, fine] = [
      worst((await draw(points(16), options, 2)).values, values),
      worst((await draw(points(32), options, 2)).values, values),
    ];
    expect(Math.abs(Math.log2(coarse / fine) - 1), `gaps ${coarse}, ${fine}`).toBeLessThan(0.25);
  });
});

describe('the field', () => {
  it('takes a column per row as well as one for all, since an adaptive solver has each row at its own time', async () => {
    const asked: OdeSegment<OdeState>[] = [];
    const solver: OdeSolver = {
      order: 1,
      solve: (state, segments) => {
        asked.push(...(segments as unknown as OdeSegment<OdeState>[]));
        return Promise.resolve({ state: { ...state, x: tf.clone((state as unknown as { x: tf.Tensor }).x) }, evaluations: 0 });
      },
    };
    const model = gaussianModel(data, plain, tMin);
    const x = tf.tensor2d([
      [0.7, -0.2],
      [1.6, 0.3],
    ]);
    tf.dispose((await new ProbabilityFlow({ solver, grid: new LogSnrGrid(4) }).carry(model, x, { from: 1, to: tMin })).x);
    const segment = asked[0] as OdeSegment<OdeState>;
    const slopes = async (rows: readonly number[], at: readonly number[]) => {
      const values = tf.tidy(() => {
        const row = tf.tensor2d(at.map((u) => [...segment.coefficients(u)]));
        return segment.field({ state: { x: tf.gather(x, [...rows]) }, constants: segment.constants, coefficients: row })['x'] as tf.Tensor;
      });
      const read = [...(await values.data())];
      values.dispose();
      return read;
    };
    expect(await slopes([0, 1], [2, -3])).toEqual([...(await slopes([0], [2])), ...(await slopes([1], [-3]))]);
    tf.dispose([x, model.parameters]);
  });
});

describe('ProbabilityFlow', () => {
  it('decodes what it encoded', async () => {
    const flow = new ProbabilityFlow({ solver: new RungeKuttaSolver({ tableau: rk4Tableau, backend }), grid: new LogSnrGrid(64) });
    const model = gaussianModel(data, intervalsFrom([tMin, 0.1, 0.4, 1]), tMin);
    const rows = [
      [0.7, -0.2],
      [1.6, 0.3],
    ];
    const x = tf.tensor2d(rows);
    const encoded = await flow.carry(model, x, { from: tMin, to: 1 });
    const decoded = await flow.carry(model, encoded.x, { from: 1, to: tMin });
    const exact = rows.map((row) => gaussianFlow(data, row, tMin, 1).x);
    expect(worst(await encoded.x.data(), exact.flat())).toBeLessThan(1e-4);
    expect(worst(await decoded.x.data(), rows.flat())).toBeLessThan(1e-5);
    tf.dispose([x, encoded.x, decoded.x, model.parameters]);
  });
});
