import { rungeKuttaComponent } from './runge-kutta.ts';
import type { Tableau } from './tableau.ts';

/** The classical method: Simpson's rule, with the midpoint visited twice. */
export const rk4Tableau: Tableau = {
  order: 4,
  nodes: [0, 1 / 2, 1 / 2, 1],
  matrix: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
  weights: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
};

export const rk4 = rungeKuttaComponent({
  kind: 'rk4',
  summary: 'the classical Runge-Kutta method, order 4, four evaluations a step',
  tableau: rk4Tableau,
  cites: ['Kutta, Beitrag zur näherungsweisen Integration totaler Differentialgleichungen, 1901'],
});
