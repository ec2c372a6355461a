import type { Dequantiser, MeasurementPart, Metric } from '@partita/core';
import { gaussianKl } from './closed-form/gaussian-kl.ts';
import { integrateOverLogSnr, type IntegralOptions } from './integral/integrate.ts';
import { linearControl } from './integral/linear-control.ts';
import { momentsOf } from './integral/moments.ts';
import { dequantised } from './lattice/dequantised.ts';
import { meanOf } from './mean.ts';

export interface ElboOptions extends IntegralOptions {
  /** Spreads rows that lie on a lattice. */
  readonly dequantiser: Dequantiser;
}

/**
 * The variational bound on E[−log p] of the reverse SDE (Kingma et al., arXiv 2107.00630; Song et al., arXiv 2101.09258), a sum of
 *
 *     prior            KL(N(α_T·x₀, σ_T²) ‖ N(0, priorSigma²))
 *     diffusion k      ½ ∫ E‖ε̂ − ε‖² dλ over interval k
 *     reconstruction   E[−log N(x₀; x_tMin/α, (σ/α)²)] = (D/2)·log(2πe·σ²/α²) at tMin
 *     dequantisation   E[log q(y | x)], for data on a lattice: then the sum bounds the discrete −log P
 *
 * With the exact score it is the model's own −log p of the rows as its first time sees them, x_tMin/α = x₀ + (σ/α)·ε: the entropy of
 * those plus KL(p_T ‖ prior). A `regret` is the difference of two such bounds.
 */
export const elbo = ({ dequantiser, ...options }: ElboOptions): Metric => ({
  name: 'elbo',
  async measure(context) {
    const { sde, dimension, tMin } = context.score;
    const { lattice } = context.dataset;
    const given = await context.testRows();
    const { rows, logDensity } = lattice ? dequantised(given, lattice, context, dequantiser) : { rows: given, logDensity: undefined };
    const count = rows.length / dimension;
    const moments = momentsOf(rows, dimension);
    const { total, parts } = await integrateOverLogSnr(context, rows, options, (row, score, x0) => {
      const loss = score.reduce((sum, value, i) => sum + (row.sigma * value + (row.noise[i] as number)) ** 2, 0);
      return loss - linearControl(row, x0, moments);
    });

    const [alphaT, varianceT] = [sde.alpha(sde.horizon), sde.sigma(sde.horizon) ** 2];
    const prior = Float64Array.from({ length: count }, (_, row) =>
      rows
        .subarray(row * dimension, (row + 1) * dimension)
        .reduce((sum, x) => sum + gaussianKl(alphaT * x, varianceT, sde.priorSigma ** 2), 0),
    );
    const reconstruction = 0.5 * dimension * (Math.log(2 * Math.PI * Math.E) - sde.logSnr(tMin));
    const terms: MeasurementPart[] = [
      { name: 'prior', ...meanOf(prior) },
      ...parts.map((part) => ({ ...part, name: `diffusion ${part.name}` })),
      { name: 'reconstruction', value: reconstruction, standardError: 0 },
      ...(logDensity ? [{ name: 'dequantisation', ...meanOf(logDensity) }] : []),
    ];
    const even = count - (count % 2);
    for (let row = 0; row < even; row++) total.add(row, ((prior[row] as number) + (logDensity?.[row] ?? 0)) / even);
    return {
      value: terms.reduce((sum, { value }) => sum + value, 0),
      standardError: total.standardError,
      unit: 'nats',
      parts: terms,
    };
  },
});
