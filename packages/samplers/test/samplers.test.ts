import {
  Backend,
  createContainer,
  intervalsFrom,
  pointsFrom,
  randomStream,
  Registry,
  ReverseStep,
  Sampler,
  segmentsOf,
} from '@partita/core';
import type { ComponentSpec, TimeInterval } from '@partita/core';
import { LogSnrGrid, odePlugin } from '@partita/ode';
import { courseOf, samplersPlugin } from '@partita/samplers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeReverseStep, describeSampler, type Gaussian, gaussianModel, referenceBackend, toySde } from '@partita/testing';
import { StageNoise } from '../src/descent/noise.ts';
import { follow, lawAfter, toys, type Toy } from './host.ts';
import { nameOf, rules } from './rules.ts';

const backend = referenceBackend();
beforeAll(() => backend.start());

const container = createContainer(new Registry([odePlugin, samplersPlugin])).provide(Backend, backend);

const VP: Toy = { name: 'VP', sde: toySde, tMin: 1e-3 };
const data: Gaussian = { mean: [0.5, -0.3], variance: [0.25, 0.04] };
const plain = intervalsFrom([VP.tMin, 1]);
const grid = { kind: 'log-snr', steps: 16 };
const logSnr = (part: number): number => toySde.logSnr(VP.tMin) + part * (toySde.logSnr(1) - toySde.logSnr(VP.tMin));
/** Edges at nodes of every grid of 16 n steps. */
const aligned = [1 / 16, 4 / 16, 11 / 16].map((part) => toySde.time(logSnr(part)));

async function draw(spec: ComponentSpec, plan: readonly TimeInterval[] = plain, { sde, tMin } = VP, count = 5, of = data) {
  const sampler = container.build(Sampler, { grid, ...spec });
  const model = gaussianModel(of, plan, tMin, sde);
  const samples = await sampler.sample(model, { count, seed: 3 });
  tf.dispose(model.parameters);
  return samples;
}

const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number))));

const stochastic = (spec: ComponentSpec): boolean =>
  !/^(unipc|dpm-solver-pp|edm-heun)$/.test(spec.kind) && !(spec.kind === 'ddim' && !spec['eta']);

for (const { spec, multistep } of rules.filter((rule) => rule.spec['order'] !== 1))
  describeSampler(nameOf(spec), () => container.build(Sampler, { ...spec, grid: { kind: 'log-snr', steps: stochastic(spec) ? 48 : 32 } }), {
    count: 200,
    bias: 0.08,
    ...(multistep ? {} : { aligned }),
  });

for (const kind of ['euler-maruyama', 'reverse-diffusion', 'ancestral', 'ddim'])
  describeReverseStep(kind, () => container.build(ReverseStep, kind));

describe.each(rules.map((rule) => ({ name: nameOf(rule.spec), ...rule })))('$name', ({ spec, rule }) => {
  it.each([
    ['one interval', plain],
    ['edges on the grid and off it', intervalsFrom([VP.tMin, ...aligned.slice(0, 1), 0.0213, 0.3001, 1])],
    ['points', pointsFrom([0.01, 0.05, 0.2, 0.6, 1])],
  ])('goes where the rule goes in double precision: %s', async (_name, plan) => {
    const { values, evaluations } = await draw(spec, plan);
    const way = courseOf({ sde: toySde, tMin: VP.tMin, segments: segmentsOf(plan, VP.tMin, 1) }, new LogSnrGrid(16));
    const exact = [0, 1, 2, 3, 4].flatMap((first) => {
      const xT = randomStream(3, 'prior', first).normals(new Float32Array(2));
      return [0, 1].map((axis) => {
        const noise = new StageNoise({ seed: 3, first, count: 1, dimension: 2, grid: way.grid });
        const of = { mean: data.mean[axis] as number, variance: data.variance[axis] as number };
        return follow(rule, way, of, xT[axis] as number, (source) => noise.draw(source)[axis] as number);
      });
    });
    expect(worst(values, exact)).toBeLessThan(2e-5);
    expect(evaluations).toBe(rule.stages(way).length);
  });

  it.each(toys)('is right in float32 on the $name process', async (toy) => {
    const of: Gaussian = { mean: [0.5], variance: [0.25] };
    const { values } = await draw({ ...spec, denoise: true }, intervalsFrom([toy.tMin, toy.sde.horizon]), toy, 3, of);
    const way = courseOf({ sde: toy.sde, tMin: toy.tMin, segments: [{ start: toy.tMin, end: toy.sde.horizon }] }, new LogSnrGrid(16));
    const exact = [0, 1, 2].map((first) => {
      const noise = new StageNoise({ seed: 3, first, count: 1, dimension: 1, grid: way.grid });
      const xT = toy.sde.priorSigma * randomStream(3, 'prior', first).normal();
      const x = follow(rule, way, { mean: 0.5, variance: 0.25 }, xT, (source) => noise.draw(source)[0] as number);
      const [a, s] = [toy.sde.alpha(toy.tMin), toy.sde.sigma(toy.tMin) ** 2];
      return 0.5 + ((a * 0.25) / (a ** 2 * 0.25 + s)) * (x - a * 0.5); // the posterior mean of the data
    });
    expect(worst(values, exact)).toBeLessThan(1e-4);
  });

  it('has the same bits whatever the batch', async () => {
    const { values } = await draw(spec);
    expect((await draw({ ...spec, batch: 1 })).values).toEqual(values);
    expect((await draw({ ...spec, batch: 3 })).values).toEqual(values);
  });
});

describe('samples of stochastic rules', () => {
  it.each(rules.filter(({ spec }) => stochastic(spec) || 'sChurn' in spec).map((rule) => ({ name: nameOf(rule.spec), ...rule })))(
    '$name: mean and variance are those of the discrete scheme, within 4 standard errors',
    async ({ spec, rule }) => {
      const count = 2000;
      const { values } = await draw({ ...spec, grid: { kind: 'log-snr', steps: 8 } }, plain, VP, count);
      const way = courseOf({ sde: toySde, tMin: VP.tMin, segments: [{ start: VP.tMin, end: 1 }] }, new LogSnrGrid(8));
      data.mean.forEach((m, axis) => {
        const exact = lawAfter(rule, way, { mean: m, variance: data.variance[axis] as number }, { mean: 0, variance: 1 });
        const column = values.filter((_, i) => i % 2 === axis);
        const mean = column.reduce((sum, x) => sum + x / count, 0);
        const variance = column.reduce((sum, x) => sum + (x - mean) ** 2 / (count - 1), 0);
        expect(Math.abs(mean - exact.mean) / Math.sqrt(exact.variance / count)).toBeLessThan(4);
        expect(Math.abs(variance / exact.variance - 1) / Math.sqrt(2 / count)).toBeLessThan(4);
      });
    },
  );
});

describe('float32', () => {
  it.each(['ddim', 'dpm-solver-pp', 'unipc'])('%s takes one step to the exact place on a point mass', async (kind) => {
    const point: Gaussian = { mean: [0.4, -0.2], variance: [0, 0] };
    const { values } = await draw({ kind, grid: { kind: 'log-snr', steps: 1 } }, plain, VP, 3, point);
    const exact = [0, 1, 2].flatMap((i) =>
      [...randomStream(3, 'prior', i).normals(new Float32Array(2))].map((xT, axis) => {
        const eps = (xT - toySde.alpha(1) * (point.mean[axis] as number)) / toySde.sigma(1);
        return toySde.alpha(VP.tMin) * (point.mean[axis] as number) + toySde.sigma(VP.tMin) * eps;
      }),
    );
    expect(worst(values, exact)).toBeLessThan(3e-6);
  });
});

describe('the final denoising step', () => {
  it.each([{ kind: 'probability-flow' }, { kind: 'ancestral' }, { kind: 'unipc' }])(
    'ends $kind with the mean of the data given x',
    async (spec) => {
      const [bare, denoised] = [
        await draw(spec, intervalsFrom([VP.tMin, 0.2, 1])),
        await draw({ ...spec, denoise: true }, intervalsFrom([VP.tMin, 0.2, 1])),
      ];
      const exact = [...bare.values].map((x, i) => {
        const [m, v, a, s] = [
          data.mean[i % 2] as number,
          data.variance[i % 2] as number,
          toySde.alpha(VP.tMin),
          toySde.sigma(VP.tMin) ** 2,
        ];
        return m + ((a * v) / (a * a * v + s)) * (x - a * m);
      });
      expect(worst(denoised.values, exact)).toBeLessThan(1e-6);
      expect(worst(denoised.values, bare.values)).toBeGreaterThan(1e-6);
      expect(denoised.evaluations).toBe(bare.evaluations + 1);
    },
  );

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    for (const kind of ['probability-flow', 'dpm-solver-pp']) await draw({ kind, denoise: true });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('options', () => {
  it.each([
    [{ kind: 'ddim', eta: 1.5 }, /eta/],
    [{ kind: 'dpm-solver-pp', order: 4 }, /order/],
    [{ kind: 'unipc', order: 1 }, /order/],
    [{ kind: 'predictor-corrector', snr: 1 }, /snr/],
    [{ kind: 'predictor-corrector', predictor: 'unipc' }, /ReverseStep/],
    [{ kind: 'edm-heun', sChurn: -1 }, /sChurn/],
  ])('out of range are refused: %o', (spec, message) => {
    expect(() => container.build(Sampler, spec)).toThrow(message);
  });
});
