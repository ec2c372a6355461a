import { rungeKuttaComponent } from './runge-kutta.ts';
import type { Tableau } from './tableau.ts';

/** y' = y + h·f(u, y) (Euler 1768; Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, I.7) */
export const eulerTableau: Tableau = {
  order: 1,
  nodes: [0],
  matrix: [[]],
  weights: [1],
};

export const euler = rungeKuttaComponent({
  kind: 'euler',
  summary: 'the Euler method, order 1, one evaluation a step',
  formula: "y' = y + h·f(u, y); order 1",
  tableau: eulerTableau,
  cites: ['doi:10.1007/978-3-540-78862-1'],
});
