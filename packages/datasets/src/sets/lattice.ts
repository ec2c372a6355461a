import type { Dataset } from '@partita/core';
import { endless } from '../endless.ts';
import { binomial } from '../maths/binomial.ts';
import { picker } from '../maths/picker.ts';

const LAWS = {
  uniform: (levels) => new Float64Array(levels).fill(1 / levels),
  'two-level': (levels) => new Float64Array(levels).fill(0.5, 0, 1).fill(0.5, levels - 1),
  binomial: (levels) => binomial(levels - 1),
} satisfies Record<string, (levels: number) => Float64Array>;

/** Which levels a coordinate takes: each alike, the two outermost alike, or as many heads as in levels − 1 tosses of a coin. */
export type LatticeLaw = keyof typeof LAWS;

export const LATTICE_LAWS = Object.keys(LAWS) as [LatticeLaw, ...LatticeLaw[]];

export interface LatticeOptions {
  readonly levels: number;
  /** Coordinates of a row, each drawn by itself. */
  readonly dimension: number;
  readonly law: LatticeLaw;
  /** Width of all cells together. */
  readonly scale: number;
  /** Lower end of the first cell. */
  readonly offset: number;
}

/**
 * Independent discrete coordinates, level k at scale·(k + ½)/levels + offset, the middle of its cell: to certify bits per dimension.
 * A row's discrete entropy is −Σ p log p nats per coordinate: log levels (uniform), log 2 (two-level), and a sum (binomial). There is
 * no density, so there is no `exact`.
 */
export function lattice({ levels, dimension, law, scale, offset }: LatticeOptions): Dataset {
  const probabilities = LAWS[law](levels);
  const pick = picker(probabilities);
  const entropy = -dimension * probabilities.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
  const set = endless({
    shape: [dimension],
    draw: (random, out, at) => {
      for (let i = 0; i < dimension; i++) out[at + i] = (scale * (pick(random.uniform()) + 0.5)) / levels + offset;
    },
  });
  return { ...set, lattice: { levels, scale, offset, entropy } };
}
