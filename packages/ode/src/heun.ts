import { rungeKuttaComponent } from './runge-kutta.ts';
import type { Tableau } from './tableau.ts';

/** The explicit trapezoidal rule: y' = y + ½h·(f(u, y) + f(u + h, y + h·f(u, y))) (Heun 1900) */
export const heunTableau: Tableau = {
  order: 2,
  nodes: [0, 1],
  matrix: [[], [1]],
  weights: [1 / 2, 1 / 2],
};

export const heun = rungeKuttaComponent({
  kind: 'heun',
  summary: 'the explicit trapezoidal rule of Heun, order 2, two evaluations a step',
  formula: "y' = y + (h/2)·(f(u, y) + f(u + h, y + h·f(u, y))); order 2",
  tableau: heunTableau,
  cites: ['doi:10.1007/978-3-540-78862-1'],
});
