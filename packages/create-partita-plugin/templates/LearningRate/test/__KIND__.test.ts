import { createContainer, LearningRate, Registry } from '@partita/core';
import { describeLearningRate } from '@partita/testing';
import { expect, it } from 'vitest';
import plugin from '../src/index.ts';

const container = createContainer(new Registry([plugin]));

describeLearningRate('__KIND__', () => container.build(LearningRate, '__KIND__'));

it('halves when the updates after its peak have come to four times as many', () => {
  const rate = container.build(LearningRate, { kind: '__KIND__', warmup: 0.1 });
  expect(rate.factor(99, 1000)).toBe(1);
  expect(rate.factor(49, 1000)).toBe(0.5);
  expect(rate.factor(399, 1000)).toBe(0.5);
});
