import { createContainer, randomStream, Registry, TimeSampling } from '@partita/core';
import { describeTimeSampling, toySde } from '@partita/testing';
import { expect, it } from 'vitest';
import plugin from '../src/index.ts';

const container = createContainer(new Registry([plugin]));

describeTimeSampling('__KIND__', () => container.build(TimeSampling, '__KIND__'), toySde);

it('has the median of its density: the time halfway in t^p', () => {
  const sampling = container.build(TimeSampling, '__KIND__');
  const times = sampling.times({ index: 0, start: 0.01, end: 1 }, 1000, toySde, randomStream(1, 'times'));
  const median = ((0.01 ** 0.5 + 1) / 2) ** 2;
  expect(times.filter((t) => t <= median)).toHaveLength(500);
});
