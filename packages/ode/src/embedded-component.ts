import { Backend, defineComponent, OdeSolver } from '@partita/core';
import { z } from 'zod';
import { AdaptiveRungeKuttaSolver } from './adaptive.ts';
import { RungeKuttaSolver, type TableauComponent } from './runge-kutta.ts';
import { withoutErrorStages, type EmbeddedTableau } from './tableau.ts';

const embeddedOptions = z.object({
  adaptive: z.boolean().default(true).describe('steps chosen for each row by its error; false for the steps of the grid'),
  relative: z.number().min(1e-6).max(0.1).default(1e-5).describe('error allowed in a step, relative to the size of the state; adaptive'),
  absolute: z.number().min(1e-9).max(1e3).default(1e-5).describe('error allowed in a step, in units of the state; adaptive'),
  minStep: z.number().min(1e-12).max(0.1).default(1e-6).describe('the smallest step, as a part of its segment; adaptive'),
  maxSteps: z.int().min(1).max(1_000_000).default(10_000).describe('the most steps that a row may try in one segment; adaptive'),
});

/** The component of an embedded pair, with steps of its own for each row, or with the steps of the grid. */
export function embeddedComponent({ tableau, ...about }: TableauComponent<EmbeddedTableau>) {
  return defineComponent({
    port: OdeSolver,
    ...about,
    options: embeddedOptions,
    create({ adaptive, ...options }, container) {
      const backend = container.resolve(Backend);
      return adaptive
        ? new AdaptiveRungeKuttaSolver({ tableau, backend, ...options })
        : new RungeKuttaSolver({ tableau: withoutErrorStages(tableau), backend });
    },
  });
}
