import type { Dataset } from '@partita/core';
import { endless } from '../endless.ts';

export interface SpiralsOptions {
  readonly arms: number;
  /** How often an arm winds round the origin. */
  readonly turns: number;
  /** Standard deviation of the Gaussian noise on each coordinate. */
  readonly noise: number;
}

const RADIUS = 2;

/** Arms of an Archimedean spiral, r = 2·√u and θ = 2π·(turns·√u + arm/arms) with u uniform on [0, 1]: even over the disc of radius 2. */
export function spirals({ arms, turns, noise }: SpiralsOptions): Dataset {
  return endless({
    shape: [2],
    draw: (random, out, at) => {
      const arm = Math.floor(arms * random.uniform());
      const along = Math.sqrt(random.uniform());
      const angle = 2 * Math.PI * (turns * along + arm / arms);
      out[at] = RADIUS * along * Math.cos(angle) + noise * random.normal();
      out[at + 1] = RADIUS * along * Math.sin(angle) + noise * random.normal();
    },
  });
}
