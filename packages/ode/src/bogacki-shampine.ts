import { embeddedComponent } from './embedded-component.ts';
import type { EmbeddedTableau } from './tableau.ts';

/** A 3(2) pair of Runge-Kutta formulas (Bogacki and Shampine 1989): order 3, error by order 2, first same as last. */
export const bogackiShampineTableau: EmbeddedTableau = {
  order: 3,
  nodes: [0, 1 / 2, 3 / 4, 1],
  matrix: [[], [1 / 2], [0, 3 / 4], [2 / 9, 1 / 3, 4 / 9]],
  weights: [2 / 9, 1 / 3, 4 / 9, 0],
  embedded: { order: 2, weights: [7 / 24, 1 / 4, 1 / 3, 1 / 8] },
};

export const bogackiShampine = embeddedComponent({
  kind: 'bogacki-shampine',
  summary: 'the 3(2) pair of Bogacki and Shampine, with steps of its own for each row or those of the grid; three evaluations a step',
  formula: "y' = y + h·(2k₁ + 3k₂ + 4k₃)/9, k at u + (0, ½, ¾)·h; order 3, its error estimated by order 2",
  tableau: bogackiShampineTableau,
  cites: ['doi:10.1016/0893-9659(89)90079-7'],
});
