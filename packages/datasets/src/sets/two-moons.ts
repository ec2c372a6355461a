import type { Dataset } from '@partita/core';
import { endless } from '../endless.ts';

export interface TwoMoonsOptions {
  /** Standard deviation of the Gaussian noise on each coordinate. */
  readonly noise: number;
}

/** Two half circles of radius 1 that hook into each other, (cos θ, sin θ) and (1 − cos θ, ½ − sin θ) with θ uniform on [0, π], centred. */
export function twoMoons({ noise }: TwoMoonsOptions): Dataset {
  return endless({
    shape: [2],
    draw: (random, out, at) => {
      const arm = random.uniform() < 0.5 ? 1 : -1;
      const angle = Math.PI * random.uniform();
      out[at] = arm * (Math.cos(angle) - 0.5) + noise * random.normal();
      out[at + 1] = arm * (Math.sin(angle) - 0.25) + noise * random.normal();
    },
  });
}
