import { randomStream, type Dataset, type ExactDensity, type RandomStream } from '@partita/core';

export interface EndlessOptions {
  readonly shape: readonly number[];
  /** Writes one row at `at`. */
  readonly draw: (random: RandomStream, out: Float32Array, at: number) => void;
  readonly exact?: ExactDensity;
}

const SPLITS = { train: 0, test: 1 } as const;

/** Rows without end: batch i of a split is drawn from a stream of its own, (seed, split, i), so splits never share a row. */
export function endless({ shape, draw, exact }: EndlessOptions): Dataset {
  const width = shape.reduce((product, size) => product * size, 1);
  return {
    shape,
    batch: ({ split, seed, index, size }) => {
      const random = randomStream(seed, 'data', SPLITS[split], index);
      const out = new Float32Array(size * width);
      for (let at = 0; at < out.length; at += width) draw(random, out, at);
      return Promise.resolve(out);
    },
    ...(exact && { exact }),
  };
}
