import { defineComponent, TimeGrid } from '@partita/core';
import type { Clock } from '@partita/core';
import { gridOptions } from './grid-options.ts';

/** u = t */
export const timeClock: Clock = { at: (t) => t, time: (u) => u, rate: () => 1 };

/** Steps of equal time. */
export class UniformTimeGrid implements TimeGrid {
  readonly steps: number;

  constructor(steps = 64) {
    this.steps = steps;
  }

  clock(): Clock {
    return timeClock;
  }
}

export const timeGrid = defineComponent({
  port: TimeGrid,
  kind: 'time',
  summary: 'steps of equal time',
  formula: 'u = t',
  options: gridOptions,
  create: ({ steps }) => new UniformTimeGrid(steps),
  cites: ['arXiv:2011.13456'],
});
