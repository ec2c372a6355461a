import { defineComponent, Weighting } from '@partita/core';
import { z } from 'zod';

/**
 * Min-SNR-γ (Hang et al. 2023, arXiv 2303.09556): min(SNR, γ)·‖x̂₀ − x₀‖². As ‖x̂₀ − x₀‖² = ‖ε̂ − ε‖²/SNR, the noise's error
 * counts min(SNR, γ)/SNR: full weight up to SNR γ, less where there is little noise.
 */
export const minSnrWeighting = ({ gamma }: { readonly gamma: number }): Weighting => ({
  weight: (t, { sde }) => Math.min(1, gamma * Math.exp(-sde.logSnr(t))),
});

export const minSnr = defineComponent({
  port: Weighting,
  kind: 'min-snr',
  summary: 'little weight where there is little noise',
  formula: 'w(t) = min(SNR, γ)/SNR, SNR = α²/σ²',
  options: z.object({
    gamma: z.number().gt(0).max(1e9).default(5).describe('γ, the signal-to-noise ratio α²/σ² above which the weight falls'),
  }),
  create: minSnrWeighting,
  cites: ['arXiv:2303.09556'],
});
