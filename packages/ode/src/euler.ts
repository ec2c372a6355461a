import { rungeKuttaComponent } from './runge-kutta.ts';
import type { Tableau } from './tableau.ts';

/** y' = y + h·f(u, y) */
export const eulerTableau: Tableau = {
  order: 1,
  nodes: [0],
  matrix: [[]],
  weights: [1],
};

export const euler = rungeKuttaComponent({
  kind: 'euler',
  summary: 'the Euler method, order 1, one evaluation a step',
  tableau: eulerTableau,
  cites: ['Euler, Institutionum calculi integralis I, 1768'],
});
