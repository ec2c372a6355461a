import { Budget, createContainer, intervalsFrom, Registry } from '@partita/core';
import { describeBudget, planContext, toySde } from '@partita/testing';
import { expect, it } from 'vitest';
import plugin from '../src/index.ts';

const container = createContainer(new Registry([plugin]));

describeBudget('__KIND__', () => container.build(Budget, '__KIND__'));
describeBudget('__KIND__, squared', () => container.build(Budget, { kind: '__KIND__', power: 2 }));

it('gives two thirds of the updates to two thirds of the log-SNR', async () => {
  const [first, last] = [toySde.logSnr(1e-3), toySde.logSnr(1)];
  const plan = intervalsFrom([1e-3, toySde.time(first + (2 / 3) * (last - first)), 1]);
  const shared = await container.build(Budget, '__KIND__').allocate({ ...planContext({ steps: 301 }), plan });
  expect(shared.map(({ steps }) => steps)).toEqual([401, 201]);
});
