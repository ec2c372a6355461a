import type { Sde } from '@partita/core';
import { type Gaussian, logNormal, toySde } from '@partita/testing';

const PANELS = 16;
/** Gauss–Legendre on [0, 1]: nodes and weights of five points. */
const GAUSS = [
  [0.5, 0.28444444444444444],
  [0.2307653449471585, 0.23931433524968324],
  [0.7692346550528415, 0.23931433524968324],
  [0.046910077030668, 0.11846344252809454],
  [0.953089922969332, 0.11846344252809454],
] as const;

/**
 * log p of one row when the score of each segment is held at the segment's end t_i. A coordinate then obeys the linear equation
 * dx/dt = κ(t)·x − ½g²·α_i·m/v_i with κ = a + ½g²/v_i, whose solution and log-determinant are the integrals K = ∫κ dt and
 * ∫e^{−K}·½g² dt. They are taken in ν = σ²/α², where a dt = d log α and g² dt = α² dν, by quadrature.
 */
export function pointwiseLogLikelihood(
  { mean, variance }: Gaussian,
  row: readonly number[],
  edges: readonly number[],
  sde: Sde = toySde,
): number {
  let total = 0;
  const xT = row.map((start, i) =>
    edges.slice(1).reduce((x, end, k) => {
      const v = sde.alpha(end) ** 2 * (variance[i] as number) + sde.sigma(end) ** 2;
      const { logDet, push } = crossing(sde, edges[k] as number, end, v);
      total += logDet;
      return Math.exp(logDet) * (x - ((push * sde.alpha(end)) / v) * (mean[i] as number));
    }, start),
  );
  return logNormal(xT, sde.priorSigma) + total;
}

/** K over a segment, and ∫e^{−K(t)}·½g² dt. */
function crossing(sde: Sde, start: number, end: number, v: number): { logDet: number; push: number } {
  const [first, last] = [sde.logSnr(start), sde.logSnr(end)];
  const alpha2 = (logSnr: number): number => sde.alpha(sde.time(logSnr)) ** 2;
  /** ∫g² dt between two log-SNRs: α² dν with ν = e^{−λ}. */
  const noise = (from: number, to: number): number =>
    GAUSS.reduce((sum, [node, weight]) => {
      const logSnr = from + node * (to - from);
      return sum - weight * (to - from) * alpha2(logSnr) * Math.exp(-logSnr);
    }, 0);
  const drift = (logSnr: number): number => Math.log(sde.alpha(sde.time(logSnr)) / sde.alpha(start));
  let [passed, push] = [0, 0];
  for (let panel = 0; panel < PANELS; panel++) {
    const [from, to] = [panel, panel + 1].map((p) => first + (p / PANELS) * (last - first)) as [number, number];
    for (const [node, weight] of GAUSS) {
      const logSnr = from + node * (to - from);
      const K = drift(logSnr) + (passed + noise(from, logSnr)) / (2 * v);
      push -= weight * (to - from) * Math.exp(-K) * 0.5 * alpha2(logSnr) * Math.exp(-logSnr);
    }
    passed += noise(from, to);
  }
  return { logDet: Math.log(sde.alpha(end) / sde.alpha(start)) + passed / (2 * v), push };
}
