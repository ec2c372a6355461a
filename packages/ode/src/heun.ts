import { rungeKuttaComponent } from './runge-kutta.ts';
import type { Tableau } from './tableau.ts';

/** The explicit trapezoidal rule: y' = y + ½h·(f(u, y) + f(u + h, y + h·f(u, y))) */
export const heunTableau: Tableau = {
  order: 2,
  nodes: [0, 1],
  matrix: [[], [1]],
  weights: [1 / 2, 1 / 2],
};

export const heun = rungeKuttaComponent({
  kind: 'heun',
  summary: 'the explicit trapezoidal rule of Heun, order 2, two evaluations a step',
  tableau: heunTableau,
  cites: ['Heun, Neue Methoden zur approximativen Integration der Differentialgleichungen, 1900'],
});
