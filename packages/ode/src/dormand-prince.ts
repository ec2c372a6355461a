import { embeddedComponent } from './embedded-component.ts';
import type { EmbeddedTableau } from './tableau.ts';

/** The 5(4) pair RK5(4)7M of Dormand and Prince (1980), known as dopri5 and RK45: order 5, error by order 4, first same as last. */
export const dormandPrinceTableau: EmbeddedTableau = {
  order: 5,
  nodes: [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1],
  matrix: [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
  ],
  weights: [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0],
  embedded: { order: 4, weights: [5179 / 57600, 0, 7571 / 16695, 393 / 640, -92097 / 339200, 187 / 2100, 1 / 40] },
};

export const dormandPrince = embeddedComponent({
  kind: 'dormand-prince',
  summary: 'the 5(4) pair of Dormand and Prince (dopri5), with steps of its own for each row or those of the grid; six evaluations a step',
  formula: "y' = y + h·Σ b_i·k_i over six stages at u + (0, 1/5, 3/10, 4/5, 8/9, 1)·h; order 5, its error estimated by order 4",
  tableau: dormandPrinceTableau,
  cites: ['doi:10.1016/0771-050X(80)90013-3'],
});
