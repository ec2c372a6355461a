import { embeddedComponent } from './embedded-component.ts';
import type { EmbeddedTableau } from './tableau.ts';

/**
 * The 5(4) pair of Tsitouras (2011), Table 1, to double precision: order 5, error by order 4, first same as last.
 * Its free parameters were found by search, so that its numbers are decimals.
 */
export const tsitourasTableau: EmbeddedTableau = {
  order: 5,
  nodes: [0, 0.161, 0.327, 0.9, 0.9800255409045097, 1, 1],
  matrix: [
    [],
    [0.161],
    [-0.008480655492356989, 0.335480655492357],
    [2.8971530571054935, -6.359448489975075, 4.3622954328695815],
    [5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525],
    [5.86145544294642, -12.92096931784711, 8.159367898576159, -0.071584973281401, -0.028269050394068383],
    [0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081, 2.324710524099774],
  ],
  weights: [0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081, 2.324710524099774, 0],
  embedded: {
    order: 4,
    weights: [
      0.09468075576583945,
      0.009183565540343254,
      0.4877705284247616,
      1.234297566930479,
      -2.7077123499835256,
      1.866628418170587,
      1 / 66,
    ],
  },
};

export const tsitouras = embeddedComponent({
  kind: 'tsitouras',
  summary: 'the 5(4) pair of Tsitouras, with steps of its own for each row or those of the grid; six evaluations a step',
  formula: "y' = y + h·Σ b_i·k_i over six stages at u + (0, 0.161, 0.327, 0.9, 0.98, 1)·h; order 5, its error estimated by order 4",
  tableau: tsitourasTableau,
  cites: ['doi:10.1016/j.camwa.2011.06.002'],
});
