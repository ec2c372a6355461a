import { describe, expect, it } from 'vitest';
import {
  createContainer,
  defineComponent,
  definePlugin,
  Dequantiser,
  experimentJsonSchema,
  Metric,
  Registry,
  type Measurement,
} from '@partita/core';
import { gaussian, hg, twoMoons } from '@partita/datasets';
import plugin, { entropyGap, metricsPlugin, nll } from '@partita/metrics';
import { describeMetric } from '@partita/testing';
import { z } from 'zod';
import { contextOf, rowsOf, uniform } from './context.ts';

const logNormal = (x: number, mean: number, variance: number): number =>
  -0.5 * ((x - mean) ** 2 / variance + Math.log(2 * Math.PI * variance));

/** Data N(0, 1) and a model N(mean, variance), both in one dimension; KL in closed form. */
async function gaussianContext(mean: number, variance: number, size: number, seed = 5) {
  const dataset = gaussian({ mean: [0], variance: 1 });
  return {
    ...contextOf({
      dataset,
      rows: await rowsOf(dataset, size, seed),
      logLikelihood: (rows) => Float64Array.from(rows, (x) => logNormal(x, mean, variance)),
    }),
    kl: 0.5 * ((1 + mean * mean) / variance - 1 + Math.log(variance)),
    entropy: 0.5 * Math.log(2 * Math.PI * Math.E),
  };
}

describeMetric('nll', nll);
describeMetric('entropy-gap', entropyGap);

describe('nll', () => {
  it('is the mean of −log p, and its standard error is sd/√n', async () => {
    const context = { ...(await gaussianContext(0, 1, 3)), testLogLikelihood: () => Promise.resolve(Float64Array.of(-1, -2, -6)) };
    expect(await nll().measure(context)).toEqual({ value: 3, standardError: Math.sqrt(7 / 3), unit: 'nats' });
  });

  it('is the cross entropy of the data and the model', async () => {
    const context = await gaussianContext(0.5, 2, 20_000);
    const { value, standardError } = (await nll().measure(context)) as Measurement;
    expect(Math.abs(value - (context.entropy + context.kl))).toBeLessThan(4 * standardError);
  });

  it('knows nothing of the spread from one row', async () => {
    expect((await nll().measure(await gaussianContext(0, 1, 1)))?.standardError).toBe(Infinity);
  });
});

describe('entropy-gap', () => {
  it('is KL(data ‖ model)', async () => {
    const context = await gaussianContext(0.5, 2, 20_000);
    const { value, standardError, unit } = (await entropyGap().measure(context)) as Measurement;
    expect(Math.abs(value - context.kl)).toBeLessThan(4 * standardError);
    expect(unit).toBe('nats');
  });

  it('is exactly 0 ± 0 for a perfect model', async () => {
    const { value, standardError } = (await entropyGap().measure(await gaussianContext(0, 1, 500))) as Measurement;
    expect(Math.abs(value)).toBeLessThan(1e-12);
    expect(standardError).toBeLessThan(1e-12);
  });

  it('agrees with NLL − H, with a far smaller standard error', async () => {
    const context = await gaussianContext(0.05, 1.1, 5000);
    const gap = (await entropyGap().measure(context)) as Measurement;
    const plain = (await nll().measure(context)) as Measurement;
    expect(Math.abs(gap.value - (plain.value - context.entropy))).toBeLessThan(4 * plain.standardError);
    expect(gap.standardError).toBeLessThan(plain.standardError / 5);
  });

  it('has the expectation of NLL − H: over 200 sets of 50 rows the two have one mean, the KL', async () => {
    const runs = await Promise.all(
      Array.from({ length: 200 }, async (_, seed) => {
        const context = await gaussianContext(0.3, 1.5, 50, seed);
        return [await entropyGap().measure(context), await nll().measure(context), context] as [Measurement, Measurement, typeof context];
      }),
    );
    const { kl, entropy } = runs[0]![2];
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(Math.abs(mean(runs.map(([gap]) => gap.value)) - kl)).toBeLessThan(
      4 * (mean(runs.map(([gap]) => gap.standardError)) / Math.sqrt(200)),
    );
    expect(Math.abs(mean(runs.map(([, plain]) => plain.value)) - entropy - kl)).toBeLessThan(
      4 * (mean(runs.map(([, plain]) => plain.standardError)) / Math.sqrt(200)),
    );
  });

  it("is small but sure on the paper's set, whose density jumps", async () => {
    const dataset = hg();
    const rows = await dataset.batch({ split: 'test', seed: 0, index: 0, size: 2000 });
    const blurred = dataset.exact!.logDensity(rows, 1, 0.01);
    const { value, standardError } = (await entropyGap().measure(
      contextOf({ dataset, rows, logLikelihood: () => blurred }),
    )) as Measurement;
    expect(value).toBeGreaterThan(5 * standardError);
    expect(standardError).toBeLessThan(0.01);
  });

  it('is undefined for data without an exact density', async () => {
    const context = { ...(await gaussianContext(0, 1, 10)), dataset: twoMoons({ noise: 0.1 }) };
    expect(await entropyGap().measure(context)).toBeUndefined();
  });

  it('names the row that the data set itself calls impossible', async () => {
    const context = await gaussianContext(0, 1, 3);
    const exact = { entropy: 0, logDensity: () => Float64Array.of(-1, -Infinity, -1) };
    await expect(entropyGap().measure({ ...context, dataset: { ...context.dataset, exact } })).rejects.toThrow(/test row 1 is -Infinity/);
  });
});

describe('the plugin', () => {
  const dequantisers = definePlugin({
    name: 'dequantisers',
    components: [defineComponent({ port: Dequantiser, kind: 'uniform', summary: 'uniform', options: z.object({}), create: () => uniform })],
  });
  const registry = new Registry([metricsPlugin, dequantisers]);

  it('brings its metrics by name, with defaults', () => {
    const container = createContainer(registry);
    expect(plugin).toBe(metricsPlugin);
    const kinds = registry
      .components('Metric')
      .map(({ kind }) => kind)
      .sort();
    expect(kinds).toEqual([
      'bits-per-dimension',
      'bits-per-dimension-undequantised',
      'c2st',
      'elbo',
      'energy-distance',
      'entropy-gap',
      'frechet-features',
      'kernel-features',
      'mmd',
      'nll',
      'prior-mismatch',
      'regret',
      'sliced-wasserstein',
      'truncation',
    ]);
    for (const kind of kinds) expect(container.build(Metric, kind).name).toBe(kind);
    expect(() => experimentJsonSchema(registry)).not.toThrow();
  });

  it.each(metricsPlugin.components)('$kind states its formula, and cites by identifier', ({ formula, cites = [] }) => {
    expect(formula).toMatch(/./);
    for (const cite of cites) expect(cite).toMatch(/^(arXiv:\d{4}\.\d{4,5}|doi:10\..+)$/);
  });
});
