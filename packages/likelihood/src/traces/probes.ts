import type { RandomStream } from '@partita/core';

/** How a random direction v is drawn; both have E[v·vᵀ] = I. */
export type ProbeDistribution = 'rademacher' | 'gaussian';

/** Fills an array with independent entries of mean 0 and variance 1. */
export function fillProbes(out: Float32Array, distribution: ProbeDistribution, stream: RandomStream): void {
  if (distribution === 'gaussian') stream.normals(out);
  else for (let i = 0; i < out.length; i++) out[i] = stream.uniform() < 0.5 ? -1 : 1;
}
