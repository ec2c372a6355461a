import { randomStream } from '@partita/core';
import type { RandomStream } from '@partita/core';
import { BrownianPaths, type PathOptions } from './brownian.ts';
import type { NoiseSource } from './stage.ts';

/**
 * The normals of a batch's stages. A sample's are a function of (seed, sample, grid) alone: steps of the grid draw in order from
 * one stream, stages at its nodes from another, and the stops that edges add from neither.
 */
export class StageNoise {
  readonly #paths: BrownianPaths;
  readonly #nodes: readonly RandomStream[];
  readonly #dimension: number;

  constructor(options: PathOptions) {
    const { seed, first, count, dimension } = options;
    this.#paths = new BrownianPaths(options);
    this.#nodes = Array.from({ length: count }, (_, i) => randomStream(seed, 'node', first + i));
    this.#dimension = dimension;
  }

  /** Standard normals, `[count, dimension]`. */
  draw(source: NoiseSource): Float32Array {
    if (source !== 'node') return this.#paths.normals(source.from, source.to);
    const normals = new Float32Array(this.#nodes.length * this.#dimension);
    this.#nodes.forEach((stream, row) => stream.normals(normals.subarray(row * this.#dimension, (row + 1) * this.#dimension)));
    return normals;
  }
}
