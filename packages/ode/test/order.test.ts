import {
  bogackiShampineTableau,
  dormandPrinceTableau,
  eulerTableau,
  heunTableau,
  karrasClock,
  midpointTableau,
  rk4Tableau,
  timeClock,
  tsitourasTableau,
  withoutErrorStages,
  type Tableau,
} from '@partita/ode';
import { describe, expect, it } from 'vitest';
import { gaussianFlow, solveInDouble, toySde } from '@partita/testing';

/** The probability flow of a Gaussian, dx/du = (dt/du)·(a·x − ½g²·s) with s = −(x − α·m)/(α²·v + σ²), in double precision. */
const data = { mean: [0.5, -1], variance: [0.02, 0.3] };
const initial = [1.2, 0.4];
const [from, to] = [0.1, 1];

const clocks = { t: timeClock, '(σ/α)^{1/7}': karrasClock(toySde, 7) };

function errorOf(tableau: Tableau, clock: keyof typeof clocks, steps: number): number {
  const u = clocks[clock];
  const [origin, span] = [u.at(from), u.at(to) - u.at(from)];
  const reached = solveInDouble({
    tableau,
    initial,
    nodes: Array.from({ length: steps + 1 }, (_, i) => origin + (i / steps) * span),
    field: (at, x) => {
      const t = u.time(at);
      return x.map((value, i) => {
        const spread = toySde.alpha(t) ** 2 * (data.variance[i] as number) + toySde.sigma(t) ** 2;
        const score = -(value - toySde.alpha(t) * (data.mean[i] as number)) / spread;
        return u.rate(t) * (toySde.drift(t) * value - 0.5 * toySde.diffusion2(t) * score);
      });
    },
  });
  const exact = gaussianFlow(data, initial, from, to).x;
  return Math.hypot(...exact.map((x, i) => x - (reached[i] as number)));
}

/** Halving the step divides the error by 2^order. */
const orderOf = (tableau: Tableau, clock: keyof typeof clocks): number =>
  Math.log2(errorOf(tableau, clock, 128) / errorOf(tableau, clock, 256));

const fixed: [string, Tableau][] = [
  ['euler', eulerTableau],
  ['midpoint', midpointTableau],
  ['heun', heunTableau],
  ['bogacki-shampine', bogackiShampineTableau],
  ['rk4', rk4Tableau],
  ['dormand-prince', dormandPrinceTableau],
  ['tsitouras', tsitourasTableau],
];

describe.each(Object.keys(clocks) as (keyof typeof clocks)[])("order along a Gaussian's probability flow, with u = %s", (clock) => {
  it.each(fixed)('%s', (_kind, tableau) => {
    const order = orderOf(withoutErrorStages(tableau), clock);
    expect(Math.abs(order - tableau.order), `order ${order}`).toBeLessThan(0.15);
  });

  it.each(fixed.flatMap(([kind, pair]) => (pair.embedded ? [[kind, pair, pair.embedded] as const] : [])))(
    'the embedded answer of %s',
    (_kind, pair, embedded) => {
      const order = orderOf({ ...pair, weights: embedded.weights }, clock);
      expect(Math.abs(order - embedded.order), `order ${order}`).toBeLessThan(0.15);
    },
  );
});
