import { describe, expect, it } from 'vitest';
import { randomStream, type Dataset, type ExactDensity, type Measurement, type Metric, type MetricContext } from '@partita/core';

/** The contract of a `Metric`, on a model N(0.3, 1.5²) of data N(0, 1). `make` gives a fresh metric. */
export function describeMetric(name: string, make: () => Metric): void {
  describe(`${name} as a Metric`, () => {
    it('has a name that stays', () => {
      expect(make().name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(make().name).toBe(make().name);
    });

    for (const knows of [true, false])
      it(`measures a number with a standard error and a unit, or says that it cannot, ${knows ? 'with' : 'without'} an exact density`, async () => {
        const measured = await make().measure(context(400, knows));
        if (!measured) return;
        expect(Number.isFinite(measured.value)).toBe(true);
        expect(Number.isFinite(measured.standardError)).toBe(true);
        expect(measured.standardError).toBeGreaterThanOrEqual(0);
        expect(measured.unit).not.toBe('');
      });

    it('gives the same for the same model', async () => {
      const metric = make();
      const measured = await metric.measure(context(400, true));
      expect(await metric.measure(context(400, true))).toEqual(measured);
      expect(await make().measure(context(400, true))).toEqual(measured);
    });

    it('leaves the rows and likelihoods that it shares with other metrics as they are', async () => {
      const shared = context(400, true);
      const before = [(await shared.testRows()).slice(), (await shared.testLogLikelihood()).slice()];
      await make().measure(shared);
      expect([await shared.testRows(), await shared.testLogLikelihood()]).toEqual(before);
    });

    it('has a standard error that tells how far it may be from its value on many rows', async () => {
      const many = await make().measure(context(100_000, true));
      if (!many) return;
      const few = (await Promise.all([1, 2, 3, 4].map((seed) => make().measure(context(400, true, seed))))) as Measurement[];
      for (const { value, standardError } of few)
        expect(Math.abs(value - many.value)).toBeLessThan(5 * (standardError + many.standardError) + 1e-9);
    });
  });
}

const logNormal = (x: number, mean: number, deviation: number): number =>
  -0.5 * ((x - mean) / deviation) ** 2 - Math.log(deviation * Math.sqrt(2 * Math.PI));

function context(rows: number, knows: boolean, seed = 0): MetricContext {
  const values = randomStream(seed, 'data', 1, rows).normals(new Float32Array(rows));
  const model = Float64Array.from(values, (x) => logNormal(x, 0.3, 1.5));
  const exact: ExactDensity = {
    entropy: 0.5 * Math.log(2 * Math.PI * Math.E),
    logDensity: (x, alpha, sigma) => Float64Array.from(x, (value) => logNormal(value, 0, Math.hypot(alpha, sigma))),
  };
  const dataset: Dataset = {
    shape: [1],
    batch: ({ split, seed: key, index, size }) =>
      Promise.resolve(randomStream(key, 'data', split === 'test' ? 1 : 0, index).normals(new Float32Array(size))),
    ...(knows && { exact }),
  };
  return { dataset, testRows: () => Promise.resolve(values), testLogLikelihood: () => Promise.resolve(model) };
}
