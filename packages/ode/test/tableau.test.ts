import {
  bogackiShampineTableau,
  dormandPrinceTableau,
  eulerTableau,
  heunTableau,
  midpointTableau,
  rk4Tableau,
  RungeKuttaSolver,
  tsitourasTableau,
  withoutErrorStages,
  type Tableau,
} from '@partita/ode';
import { describe, expect, it } from 'vitest';
import { referenceBackend } from '@partita/testing';
import { densityOf, treesOf, weightOf } from './trees.ts';

const tableaux: Record<string, Tableau> = {
  euler: eulerTableau,
  midpoint: midpointTableau,
  heun: heunTableau,
  rk4: rk4Tableau,
  'bogacki-shampine': bogackiShampineTableau,
  'dormand-prince': dormandPrinceTableau,
  tsitouras: tsitourasTableau,
};

const pairs = [bogackiShampineTableau, dormandPrinceTableau, tsitourasTableau];

/** The largest violation of the conditions of one order. */
const violation = (tableau: Tableau, weights: readonly number[], order: number): number =>
  Math.max(...treesOf(order).map((tree) => Math.abs(weightOf(tree, tableau, weights) - 1 / densityOf(tree))));

it('there are 1, 1, 2, 4, 9 and 20 rooted trees', () => {
  expect([1, 2, 3, 4, 5, 6].map((order) => treesOf(order).length)).toEqual([1, 1, 2, 4, 9, 20]);
  expect(new Set(treesOf(6).map((tree) => JSON.stringify(tree))).size).toBe(20);
});

describe.each(Object.entries(tableaux))('the tableau of %s', (_kind, tableau) => {
  it('has nodes that are the sums of its rows', () => {
    tableau.matrix.forEach((row, i) => {
      const sum = row.reduce((total, a) => total + a, 0);
      expect(Math.abs(sum - (tableau.nodes[i] as number))).toBeLessThan(3e-15);
    });
  });

  it('fulfils the conditions of its order, and not those of the next', () => {
    for (let order = 1; order <= tableau.order; order++) expect(violation(tableau, tableau.weights, order)).toBeLessThan(2e-14);
    expect(violation(tableau, tableau.weights, tableau.order + 1)).toBeGreaterThan(1e-5);
  });
});

describe.each(pairs)('the embedded answer of order $embedded.order', (tableau) => {
  const { order: lower, weights } = tableau.embedded;

  it('fulfils the conditions of its order, and not those of the next', () => {
    for (let order = 1; order <= lower; order++) expect(violation(tableau, weights, order)).toBeLessThan(2e-14);
    expect(violation(tableau, weights, lower + 1)).toBeGreaterThan(1e-5);
  });

  it('costs nothing where its error is not asked for: the last stage goes, the answer stays', () => {
    const bare = withoutErrorStages(tableau);
    expect(bare.nodes).toHaveLength(tableau.nodes.length - 1);
    expect(bare).not.toHaveProperty('embedded');
    expect(violation(bare, bare.weights, tableau.order)).toBeLessThan(2e-14);
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
    [
      { ...bogackiShampineTableau, embedded: { order: 2, weights: [1] } },
      'A tableau needs as many embedded weights as nodes, got 1 for 4.',
    ],
  ])('is refused', (tableau, message) => {
    expect(() => new RungeKuttaSolver({ tableau, backend })).toThrow(message);
  });
});
