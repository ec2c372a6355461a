import { defineComponent, Weighting } from '@partita/core';
import { z } from 'zod';

/**
 * The weighting of EDM (Karras et al. 2022, arXiv 2206.00364, §5): uniform in the error of the unit-variance target F. As
 * ε̂ = σ/v·x + α·s/√v·F̂ with v = α²s² + σ², the noise's error counts v/(α²s²).
 */
export const edmWeighting = ({ dataSigma }: { readonly dataSigma: number }): Weighting => ({
  weight(t, { sde }) {
    const noiseToData = sde.sigma(t) / (sde.alpha(t) * dataSigma);
    return 1 + noiseToData * noiseToData;
  },
});

export const edm = defineComponent({
  port: Weighting,
  kind: 'edm',
  summary: "uniform in the error of EDM's target of variance 1, whatever the network predicts",
  formula: 'w(t) = v/(α²s²), v = α²s² + σ²',
  options: z.object({
    dataSigma: z.number().gt(0).max(1e6).default(0.5).describe('s, standard deviation of a coordinate of the data, in its units'),
  }),
  create: edmWeighting,
  cites: ['arXiv:2206.00364'],
});
