import { Backend, createContainer, intervalsFrom, Registry, Sampler } from '@partita/core';
import type { ComponentSpec, PartitionedScore } from '@partita/core';
import { LogSnrGrid, odePlugin } from '@partita/ode';
import { courseOf, edmHeunRule, predictorCorrectorRule, ancestralFactors, samplersPlugin } from '@partita/samplers';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Gaussian, gaussianModel, referenceBackend, toySde } from '@partita/testing';
import { course, end, flowed, slope, toys } from './host.ts';
import { nameOf, rules } from './rules.ts';

const backend = referenceBackend();
beforeAll(() => backend.start());

const container = createContainer(new Registry([odePlugin, samplersPlugin])).provide(Backend, backend);

const tMin = 1e-3;
const data: Gaussian = { mean: [0.5, -0.3], variance: [0.25, 0.04] };

async function draw(spec: ComponentSpec, edges: readonly number[], change = (model: PartitionedScore): PartitionedScore => model) {
  const sampler = container.build(Sampler, { grid: { kind: 'log-snr', steps: 32 }, ...spec });
  const model = gaussianModel(data, intervalsFrom([tMin, ...edges, 1]), tMin);
  const samples = await sampler.sample(change(model), { count: 10, seed: 3 });
  tf.dispose(model.parameters);
  return samples.values;
}

const rms = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2 / a.length, 0));

describe('one network in all intervals, edges off the grid', () => {
  it.each(rules.map((rule) => ({ name: nameOf(rule.spec), ...rule })))(
    '$name: samples stay near those of one interval, the nearer the finer the grid, for every other step has its random numbers',
    async ({ spec }) => {
      const cuts = [0.0213, 0.1, 0.3001];
      const gapAt = async (steps: number) => {
        const options = { ...spec, grid: { kind: 'log-snr', steps } };
        return rms(await draw(options, cuts), await draw(options, []));
      };
      const [coarse, fine] = [await gapAt(16), await gapAt(64)];
      expect(coarse).toBeLessThan(0.1);
      expect(fine).toBeLessThan(coarse / 2);
    },
  );
});

describe('one network in all intervals, multistep', () => {
  const toy = toys[0]!;
  const edges = [0.25, 0.5].map((part) => toy.sde.time((1 - part) * toy.sde.logSnr(toy.tMin) + part * toy.sde.logSnr(1)));
  it.each(
    rules
      .filter(({ multistep, spec }) => multistep && spec.kind !== 'sde-dpm-solver-pp')
      .map((rule) => ({ name: nameOf(rule.spec), ...rule })),
  )('$name: restarts leave a difference of the order of the method', ({ rule, spec }) => {
    const of = { mean: 0.5, variance: 0.25 };
    const gap = (steps: number) => Math.abs(end(rule, course(toy, steps, edges), of, 0.9) - end(rule, course(toy, steps), of, 0.9));
    const order = spec.kind === 'dpm-solver-pp' && spec['order'] === undefined ? 2 : 3;
    expect(Math.abs(slope(gap, 256) - order), `order ${slope(gap, 256)}`).toBeLessThan(0.15);
    expect(gap(64)).toBeLessThan(2 * Math.abs(end(rule, course(toy, 32), of, 0.9) - flowed(toy.sde, of, 0.9, 1, toy.tMin)) + 1e-4);
  });
});

describe('which network is asked', () => {
  const edges = [0.05, 0.3];
  const way = courseOf({ sde: toySde, tMin, segments: intervalsFrom([tMin, ...edges, 1]) }, new LogSnrGrid(10));

  it.each(rules.map(({ spec, rule }) => ({ name: nameOf(spec), rule })))(
    '$name: one inside of its interval, or at its ends',
    ({ rule }) => {
      for (const { segment, at } of rule.stages(way)) {
        expect(at).toBeGreaterThanOrEqual(segment.start * (1 - 1e-12));
        expect(at).toBeLessThanOrEqual(segment.end * (1 + 1e-12));
      }
    },
  );

  it('churn above an edge asks the interval above', () => {
    const stages = edmHeunRule({ sChurn: 4 }).stages(
      courseOf({ sde: toySde, tMin, segments: way.legs.map(({ segment }) => segment).reverse() }, new LogSnrGrid(10)),
    );
    const raised = stages.filter(({ segment, at }) => !way.legs.some((leg) => leg.segment === segment && leg.times.includes(at)));
    expect(raised.length).toBe(9); // every node of the grid but T and tMin
    expect(Math.max(...stages.map(({ at }) => at))).toBeLessThanOrEqual(1);
  });

  it('correctors stand at nodes of the grid alone, and are asked of the interval that ends there', () => {
    const at = toySde.time(0.5 * (toySde.logSnr(tMin) + toySde.logSnr(1)));
    const cut = courseOf({ sde: toySde, tMin, segments: intervalsFrom([tMin, 0.05, at, 1]) }, new LogSnrGrid(10));
    const correctors = predictorCorrectorRule({ predictor: { factors: ancestralFactors } })
      .stages(cut)
      .filter(({ source }) => source === 'node');
    expect(correctors.map((stage) => stage.at)).toEqual(cut.grid.slice(1));
    expect(correctors.find((stage) => Math.abs(stage.at - at) < 1e-9)?.segment.index).toBe(1);
  });

  it('two networks: each rule switches at the edge', async () => {
    const shifted: Gaussian = { mean: [2, 2], variance: [0.25, 0.04] };
    const other = gaussianModel(shifted, intervalsFrom([tMin, 1]), tMin);
    const change = (model: PartitionedScore): PartitionedScore => ({
      ...model,
      segments: model.segments.map((segment, i) => (i === 0 ? { ...segment, parameters: other.parameters } : segment)),
    });
    for (const { spec } of rules) {
      const values = await draw(spec, [0.2], change);
      const mean = values.reduce((sum, value) => sum + value / values.length, 0);
      expect(mean, nameOf(spec)).toBeGreaterThan(0.8); // far above the first network's 0.1
    }
    tf.dispose(other.parameters);
  });
});

describe('programs', () => {
  it.each([
    ['euler-maruyama', 1],
    ['ddim', 1],
    ['unipc', 1],
    ['predictor-corrector', 1],
    ['edm-heun', 1],
  ])('%s compiles one for all intervals that share a score function, and frees it', async (kind, compiled) => {
    const counts = { compiled: 0, disposed: 0 };
    const compile: Backend['compile'] = (f) => {
      counts.compiled += 1;
      const program = backend.compile(f);
      return Object.assign((inputs: Parameters<typeof program>[0]) => program(inputs), { dispose: () => (counts.disposed += 1) });
    };
    const sampler = container
      .child()
      .provide(Backend, { ...backend, compile })
      .build(Sampler, { kind, grid: { kind: 'time', steps: 4 }, batch: 2 });
    const model = gaussianModel(data, intervalsFrom([tMin, 0.1, 0.2, 1]), tMin);
    await sampler.sample(model, { count: 5, seed: 1 });
    tf.dispose(model.parameters);
    expect(counts).toEqual({ compiled, disposed: compiled });
  });
});
