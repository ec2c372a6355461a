import { createContainer, Registry, TimeGrid } from '@partita/core';
import { describeTimeGrid, toySde } from '@partita/testing';
import { expect, it } from 'vitest';
import plugin from '../src/index.ts';

const container = createContainer(new Registry([plugin]));

describeTimeGrid('__KIND__', () => container.build(TimeGrid, '__KIND__'));
describeTimeGrid('__KIND__, as Karras et al. have it', () => container.build(TimeGrid, { kind: '__KIND__', rho: 7 }));

it('takes half of its steps before t = 1/8 where ρ = 3', () => {
  expect(
    container
      .build(TimeGrid, '__KIND__')
      .clock(toySde)
      .at(1 / 8),
  ).toBeCloseTo(0.5, 12);
});
