import { createContainer, Metric, Registry, type MetricContext } from '@partita/core';
import { describeMetric } from '@partita/testing';
import { expect, it } from 'vitest';
import plugin from '../src/index.ts';

const container = createContainer(new Registry([plugin]));

describeMetric('__KIND__', () => container.build(Metric, '__KIND__'));

it.each([
  [0.1, 95.5],
  [1, 50.5],
])('is the mean over the worst rows: of the share %d of 1 … 100, %d', async (share, expected) => {
  const testLogLikelihood = () => Promise.resolve(Float64Array.from({ length: 100 }, (_, i) => -(i + 1)));
  const measured = await container.build(Metric, { kind: '__KIND__', share }).measure({ testLogLikelihood } as unknown as MetricContext);
  expect(measured?.value).toBeCloseTo(expected, 9);
});
