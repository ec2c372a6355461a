import { Backend, createContainer, intervalsFrom, pointsFrom, Registry, Sampler, type TimeInterval } from '@partita/core';
import { odePlugin } from '@partita/ode';
import { samplersPlugin } from '@partita/samplers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeSampler, type Gaussian, gaussianModel, referenceBackend, toySde } from '@partita/testing';

const backend = referenceBackend();
beforeAll(() => backend.start());

const container = createContainer(new Registry([odePlugin, samplersPlugin])).provide(Backend, backend);

describeSampler('euler-maruyama', () => container.build(Sampler, { kind: 'euler-maruyama', grid: { kind: 'log-snr', steps: 150 } }), {
  bias: 0.02,
});

const tMin = 1e-3;
const data: Gaussian = { mean: [0.5, -0.3], variance: [0.25, 0.04] };
const plain = intervalsFrom([tMin, 1]);

async function draw(plan: readonly TimeInterval[], options = {}, count = 5) {
  const sampler = container.build(Sampler, { kind: 'euler-maruyama', grid: { kind: 'log-snr', steps: 32 }, ...options });
  const model = gaussianModel(data, plan, tMin);
  const samples = await sampler.sample(model, { count, seed: 3 });
  tf.dispose(model.parameters);
  return samples;
}

/** Mean and variance of one coordinate after Euler-Maruyama steps with the exact score: an affine map of a Gaussian, step by step. */
function momentsOf(times: readonly number[], m: number, s2: number, networkTime: (t: number) => number) {
  return times.slice(1).reduce(
    ({ mean, variance }, next, i) => {
      const t = times[i] as number;
      const at = networkTime(t);
      const v = toySde.alpha(at) ** 2 * s2 + toySde.sigma(at) ** 2;
      const pull = toySde.diffusion2(t) * (t - next);
      const keep = 1 - toySde.drift(t) * (t - next) - pull / v;
      return { mean: keep * mean + (pull * toySde.alpha(at) * m) / v, variance: keep ** 2 * variance + pull };
    },
    { mean: 0, variance: 1 },
  );
}

describe('a sample', () => {
  const times = Array.from({ length: 13 }, (_, i) => 1 + (i / 12) * (tMin - 1));
  const points = [8, 4, 0].map((i) => times[i] as number);

  it.each([
    ['one interval', plain, (t: number) => t],
    ['points, whose networks stay at their times', pointsFrom(points), (t: number) => points.find((point) => t <= point + 1e-9) as number],
  ])('has the moments of the discrete scheme, within 4 standard errors: %s', async (_name, plan, networkTime) => {
    const count = 4000;
    const { values } = await draw(plan, { grid: { kind: 'time', steps: 12 } }, count);
    data.mean.forEach((m, axis) => {
      const exact = momentsOf(times, m, data.variance[axis] as number, networkTime);
      const column = values.filter((_, i) => i % 2 === axis);
      const mean = column.reduce((sum, x) => sum + x / count, 0);
      const variance = column.reduce((sum, x) => sum + (x - mean) ** 2 / (count - 1), 0);
      expect(Math.abs(mean - exact.mean) / Math.sqrt(exact.variance / count)).toBeLessThan(4);
      expect(Math.abs(variance / exact.variance - 1) / Math.sqrt(2 / count)).toBeLessThan(4);
    });
  });

  it('has the same bits whatever the batch', async () => {
    const { values } = await draw(plain);
    expect((await draw(plain, { batch: 1 })).values).toEqual(values);
    expect((await draw(plain, { batch: 3 })).values).toEqual(values);
  });
});

describe('one network in all intervals', () => {
  const rms = (a: Float32Array, b: Float32Array): number =>
    Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2 / a.length, 0));

  it('gives the bits of a single interval when the edges are nodes of the grid', async () => {
    const lambda = (i: number) => toySde.logSnr(tMin) + (i / 32) * (toySde.logSnr(1) - toySde.logSnr(tMin));
    const cuts = [tMin, ...[5, 6, 20].map((i) => toySde.time(lambda(i))), 1];
    expect((await draw(intervalsFrom(cuts))).values).toEqual((await draw(plain)).values);
  });

  it('follows the same Brownian path when they are not', async () => {
    const cuts = intervalsFrom([tMin, 0.0213, 0.1, 0.3001, 1]);
    const gapAt = async (steps: number) => {
      const options = { grid: { kind: 'log-snr', steps } };
      return rms((await draw(cuts, options, 50)).values, (await draw(plain, options, 50)).values);
    };
    const [coarse, fine] = [await gapAt(32), await gapAt(128)];
    expect(coarse).toBeLessThan(0.1);
    expect(fine).toBeLessThan(coarse / 2);
  });

  it('compiles one program', async () => {
    const counts = { compiled: 0, disposed: 0 };
    const compile: Backend['compile'] = (f) => {
      counts.compiled += 1;
      const program = backend.compile(f);
      return Object.assign((inputs: Parameters<typeof program>[0]) => program(inputs), { dispose: () => (counts.disposed += 1) });
    };
    const sampler = container
      .child()
      .provide(Backend, { ...backend, compile })
      .build(Sampler, { kind: 'euler-maruyama', grid: { kind: 'time', steps: 4 }, batch: 2 });
    const model = gaussianModel(data, intervalsFrom([tMin, 0.1, 0.2, 1]), tMin);
    await sampler.sample(model, { count: 5, seed: 1 });
    tf.dispose(model.parameters);
    expect(counts).toEqual({ compiled: 1, disposed: 1 });
  });
});
