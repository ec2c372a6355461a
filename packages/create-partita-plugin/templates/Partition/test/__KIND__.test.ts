import { createContainer, Partition, Registry } from '@partita/core';
import { describePartition, planContext } from '@partita/testing';
import { expect, it } from 'vitest';
import plugin from '../src/index.ts';

const container = createContainer(new Registry([plugin]));

describePartition('__KIND__', () => container.build(Partition, '__KIND__'));
describePartition('__KIND__, eight intervals', () => container.build(Partition, { kind: '__KIND__', intervals: 8, ratio: 1.5 }));

it('makes each interval `ratio` times as long as the one before', async () => {
  const plan = await container.build(Partition, { kind: '__KIND__', ratio: 2 }).plan(planContext());
  const lengths = plan.map(({ start, end }) => end - start);
  expect(lengths).toHaveLength(4);
  lengths.slice(1).forEach((length, k) => expect(length / (lengths[k] ?? NaN)).toBeCloseTo(2, 9));
});
