import { defineComponent, TimeGrid } from '@partita/core';
import type { Clock } from '@partita/core';
import { gridOptions } from './grid-options.ts';

/** u = √t: times that grow like squares (Song et al. 2021, arXiv 2010.02502, app. D.2) */
export const quadraticClock: Clock = { at: (t) => Math.sqrt(t), time: (u) => u * u, rate: (t) => 2 * Math.sqrt(t) };

/** Steps of equal √t: short at small times. */
export class QuadraticGrid implements TimeGrid {
  readonly steps: number;

  constructor(steps = 64) {
    this.steps = steps;
  }

  clock(): Clock {
    return quadraticClock;
  }
}

export const quadraticGrid = defineComponent({
  port: TimeGrid,
  kind: 'quadratic',
  summary: 'steps of equal square root of time',
  formula: 'u = √t',
  options: gridOptions,
  create: ({ steps }) => new QuadraticGrid(steps),
  cites: ['arXiv:2010.02502'],
});
