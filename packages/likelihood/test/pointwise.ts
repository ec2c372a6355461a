import { type Gaussian, logNormal, toySde } from '@partita/testing';

/**
 * log p of one row when the score of each segment is held at the segment's end t_i. In B = ∫β, a coordinate obeys
 * dx/dB = κ·x − ½·α_i·m/v_i with κ = ½(1/v_i − 1), whose solution and log-determinant κ·ΔB are closed forms.
 */
export function pointwiseLogLikelihood({ mean, variance }: Gaussian, row: readonly number[], edges: readonly number[]): number {
  const B = (t: number): number => 5 * t * t;
  let logDet = 0;
  const xT = row.map((start, i) =>
    edges.slice(1).reduce((x, end, k) => {
      const v = toySde.alpha(end) ** 2 * (variance[i] as number) + toySde.sigma(end) ** 2;
      const kappa = 0.5 * (1 / v - 1);
      const delta = B(end) - B(edges[k] as number);
      logDet += kappa * delta;
      return x * Math.exp(kappa * delta) - ((0.5 * toySde.alpha(end) * (mean[i] as number)) / v) * (Math.expm1(kappa * delta) / kappa);
    }, start),
  );
  return logNormal(xT) + logDet;
}
