import { rungeKuttaComponent } from './runge-kutta.ts';
import type { Tableau } from './tableau.ts';

/** The classical method (Kutta 1901): Simpson's rule, with the midpoint visited twice. */
export const rk4Tableau: Tableau = {
  order: 4,
  nodes: [0, 1 / 2, 1 / 2, 1],
  matrix: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
  weights: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
};

export const rk4 = rungeKuttaComponent({
  kind: 'rk4',
  summary: 'the classical Runge-Kutta method, order 4, four evaluations a step',
  formula: "y' = y + (h/6)·(k₁ + 2k₂ + 2k₃ + k₄), k₂ and k₃ at u + h/2, k₄ at u + h; order 4",
  tableau: rk4Tableau,
  cites: ['doi:10.1007/978-3-540-78862-1'],
});
