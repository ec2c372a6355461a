import { eulerTableau, heunTableau, rk4Tableau, RungeKuttaSolver, type Tableau } from '@partita/ode';
import { describe, expect, it } from 'vitest';
import { referenceBackend } from '@partita/testing';

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
const powers = (c: readonly number[], n: number): number[] => c.map((value) => value ** n);
const applied = (matrix: Tableau['matrix'], v: readonly number[]): number[] => matrix.map((row) => dot(row, v));

/** Left and right sides of the order conditions up to order 4 (Hairer, Nørsett, Wanner, II.2). */
const conditions = ({ nodes: c, matrix: a, weights: b }: Tableau): [order: number, left: number, right: number][] => [
  [1, dot(b, powers(c, 0)), 1],
  [2, dot(b, c), 1 / 2],
  [3, dot(b, powers(c, 2)), 1 / 3],
  [3, dot(b, applied(a, c)), 1 / 6],
  [4, dot(b, powers(c, 3)), 1 / 4],
  [
    4,
    dot(
      b,
      applied(a, c).map((value, i) => value * (c[i] as number)),
    ),
    1 / 8,
  ],
  [4, dot(b, applied(a, powers(c, 2))), 1 / 12],
  [4, dot(b, applied(a, applied(a, c))), 1 / 24],
];

describe.each([
  ['euler', eulerTableau],
  ['heun', heunTableau],
  ['rk4', rk4Tableau],
])('the tableau of %s', (_kind, tableau) => {
  it('has nodes that are the sums of its rows', () => {
    applied(
      tableau.matrix,
      tableau.nodes.map(() => 1),
    ).forEach((sum, i) => expect(sum).toBeCloseTo(tableau.nodes[i] as number, 15));
  });

  it('fulfils the conditions of its order, and not those of the next', () => {
    const holds = (order: number) =>
      conditions(tableau)
        .filter(([of]) => of === order)
        .every(([, left, right]) => Math.abs(left - right) < 1e-15);
    for (let order = 1; order <= tableau.order; order++) expect(holds(order)).toBe(true);
    if (tableau.order < 4) expect(holds(tableau.order + 1)).toBe(false);
  });
});

describe('a tableau of the wrong shape', () => {
  const backend = referenceBackend();
  it.each([
    [
      { ...heunTableau, matrix: [[], [1, 0]] },
      "Row 1 of an explicit tableau's matrix has 1 entries, got 2; leave out the zeros on and above the diagonal.",
    ],
    [{ ...heunTableau, weights: [1] }, 'A tableau needs as many matrix rows and weights as nodes, got 2 and 1 for 2.'],
  ])('is refused', (tableau, message) => {
    expect(() => new RungeKuttaSolver({ tableau, backend })).toThrow(message);
  });
});
