import { defineComponent, Sde } from '@partita/core';
import { z } from 'zod';
import { dataSigmaOption } from './data-sigma.ts';

/**
 * Time is the noise level itself (Karras et al. 2022, arXiv 2206.00364): dx = √(2t) dw,   α = 1,   σ = t,   λ = −2 log t.
 */
export class EdmSde implements Sde {
  readonly horizon: number;
  readonly priorSigma: number;

  constructor({ sigmaMax = 80, dataSigma = 1 }: { readonly sigmaMax?: number; readonly dataSigma?: number } = {}) {
    this.horizon = sigmaMax;
    this.priorSigma = Math.hypot(sigmaMax, dataSigma);
  }

  alpha(): number {
    return 1;
  }

  sigma(t: number): number {
    return t;
  }

  drift(): number {
    return 0;
  }

  diffusion2(t: number): number {
    return 2 * t;
  }

  logSnr(t: number): number {
    return -2 * Math.log(t);
  }

  time(logSnr: number): number {
    return Math.exp(-0.5 * logSnr);
  }
}

export const edm = defineComponent({
  port: Sde,
  kind: 'edm',
  summary: 'noise is added, and time is its standard deviation',
  formula: 'dx = √(2t) dw;  α = 1,  σ = t;  T = sigmaMax',
  options: z.object({
    sigmaMax: z.number().gt(0).max(1e6).default(80).describe('T, the largest noise level, in units of the data'),
    dataSigma: dataSigmaOption,
  }),
  create: (options) => new EdmSde(options),
  cites: ['arXiv:2206.00364'],
});
