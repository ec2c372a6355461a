import { randomStream } from '@partita/core';
import type { RandomStream } from '@partita/core';

interface Streams {
  readonly whole: RandomStream;
  readonly bridge: RandomStream;
}

export interface PathOptions {
  readonly seed: number;
  /** Index of the first sample. */
  readonly first: number;
  readonly count: number;
  readonly dimension: number;
  /** The grid's times, from the horizon down. */
  readonly grid: readonly number[];
}

/**
 * Brownian paths of a batch, run down a grid of times. A sample's path is a function of (seed, sample, grid) alone: whole grid
 * steps are drawn in order, and where an interval's edge cuts a step, its increment is divided by a Brownian bridge.
 */
export class BrownianPaths {
  readonly #grid: readonly number[];
  readonly #streams: readonly Streams[];
  readonly #dimension: number;
  /** The increments that are left of the grid step in progress. */
  readonly #left: Float64Array;
  /** Where it ends. */
  #end = NaN;
  /** Grid steps begun so far. */
  #begun = 0;

  constructor({ seed, first, count, dimension, grid }: PathOptions) {
    this.#grid = grid;
    this.#dimension = dimension;
    this.#left = new Float64Array(count * dimension);
    this.#streams = Array.from({ length: count }, (_, i) => ({
      whole: randomStream(seed, 'diffusion', first + i),
      bridge: randomStream(seed, 'bridge', first + i),
    }));
  }

  /**
   * The increments from time t down to `next` in units of their standard deviation √(t − next), `[count, dimension]`.
   * t is where the last call ended, and no call skips a grid time.
   */
  normals(t: number, next: number): Float32Array {
    if (t === this.#grid[this.#begun]) {
      this.#begun += 1;
      this.#end = this.#grid[this.#begun] as number;
      const scale = Math.sqrt(t - this.#end);
      this.#fill(({ whole }) => scale * whole.normal());
    }
    const unit = Math.sqrt(t - next);
    if (next === this.#end) return Float32Array.from(this.#left, (left) => left / unit);

    // W(t) − W(next) given W(t) − W(end): mean in proportion to the time, variance (t − next)·(next − end)/(t − end).
    const share = (t - next) / (t - this.#end);
    const scale = Math.sqrt(share * (next - this.#end));
    const normals = new Float32Array(this.#left.length);
    this.#fill(({ bridge }, i) => {
      const left = this.#left[i] as number;
      const increment = share * left + scale * bridge.normal();
      normals[i] = increment / unit;
      return left - increment;
    });
    return normals;
  }

  #fill(value: (streams: Streams, i: number) => number): void {
    this.#streams.forEach((streams, row) => {
      for (let i = row * this.#dimension; i < (row + 1) * this.#dimension; i++) this.#left[i] = value(streams, i);
    });
  }
}
