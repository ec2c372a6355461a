import { rungeKuttaComponent } from './runge-kutta.ts';
import type { Tableau } from './tableau.ts';

/** The explicit midpoint rule: y' = y + h·f(u + h/2, y + ½h·f(u, y)) (Runge 1895) */
export const midpointTableau: Tableau = {
  order: 2,
  nodes: [0, 1 / 2],
  matrix: [[], [1 / 2]],
  weights: [0, 1],
};

export const midpoint = rungeKuttaComponent({
  kind: 'midpoint',
  summary: 'the explicit midpoint rule of Runge, order 2, two evaluations a step',
  formula: "y' = y + h·f(u + h/2, y + (h/2)·f(u, y)); order 2",
  tableau: midpointTableau,
  cites: ['doi:10.1007/BF01446807'],
});
