import {
  SCHEDULE_FIELDS,
  type Backend,
  type Compiled,
  type Schedule,
  type ScoreFunction,
  type ScoreSegment,
  type Tensors,
} from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { NoisedRow } from './noised-row.ts';

interface Inputs {
  readonly parameters: Tensors;
  readonly x: tf.Tensor2D;
  readonly at: Schedule;
}

/** Scores of rows that lie at times of their own, by the networks of a partitioned score. Networks of one architecture share a program. */
export class NetworkScores {
  readonly #backend: Backend;
  readonly #programs = new Map<ScoreFunction, Compiled<Inputs, { readonly score: tf.Tensor2D }>>();

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** @returns `[n, dimension]`, row-major */
  async of(segment: ScoreSegment, rows: readonly NoisedRow[]): Promise<Float32Array> {
    await segment.fetch?.();
    const { score, parameters } = segment;
    const dimension = rows[0]?.x.length ?? 0;
    const x = new Float32Array(rows.length * dimension);
    rows.forEach((row, i) => x.set(row.x, i * dimension));
    const column = (name: (typeof SCHEDULE_FIELDS)[number]) =>
      tf.tensor2d(
        Float32Array.from(rows, ({ at }) => at[name]),
        [rows.length, 1],
      );
    const at = Object.fromEntries(SCHEDULE_FIELDS.map((name) => [name, column(name)])) as Schedule;
    const inputs = { parameters, x: tf.tensor2d(x, [rows.length, dimension]), at };
    try {
      const result = this.#program(score)(inputs);
      try {
        return await result.score.data<'float32'>();
      } finally {
        result.score.dispose();
      }
    } finally {
      tf.dispose([inputs.x, ...Object.values(at)]);
    }
  }

  dispose(): void {
    for (const program of this.#programs.values()) program.dispose();
    this.#programs.clear();
  }

  #program(score: ScoreFunction) {
    const known = this.#programs.get(score);
    if (known) return known;
    const program = this.#backend.compile(({ parameters, x, at }: Inputs) => ({ score: score(parameters, x, at) }));
    this.#programs.set(score, program);
    return program;
  }
}
