import type { Backend, Compiled, PartitionedScore, ScoreFunction, ScoreSegment } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { StageNoise } from './noise.ts';
import { stageCoefficients, stageProgram, type StageInputs, type StageResult } from './program.ts';
import type { NoiseSource, Stage } from './stage.ts';

type Program = Compiled<StageInputs, StageResult>;

/** A stage with all that does not depend on the rows. */
interface Prepared {
  readonly program: Program;
  readonly segment: ScoreSegment;
  readonly coefficients: readonly number[];
  readonly source: NoiseSource | undefined;
}

/** Where a batch is: its rows, and the estimates x̂0 of the latest stages, the latest first. */
interface State {
  readonly x: Tensor2D;
  readonly past: readonly Tensor2D[];
}

/** Carries batches through a list of stages. Each score function is compiled once, and once more for stages without noise. */
export class Descent {
  readonly #programs = new Map<string, Map<ScoreFunction, Program>>();
  readonly #stages: readonly Prepared[];
  readonly #past: number;

  constructor(backend: Backend, { sde }: PartitionedScore, stages: readonly Stage<ScoreSegment>[], past = 0) {
    this.#past = past;
    this.#stages = stages.map((stage) => ({
      program: this.#program(backend, stage),
      segment: stage.segment,
      coefficients: stageCoefficients(sde, stage, past),
      source: stage.source,
    }));
  }

  /** Where rows `[n, dimension]` end up, for the caller to dispose of; the rows stay the caller's. */
  async carry(x: Tensor2D, noise: StageNoise | undefined, signal: AbortSignal | undefined): Promise<Tensor2D> {
    let state: State = { x: tf.clone(x), past: Array.from({ length: this.#past }, () => tf.zerosLike(x)) };
    try {
      for (const [i, stage] of this.#stages.entries()) {
        if (i % 16 === 0) await new Promise((resolve) => setTimeout(resolve)); // for timers and signals
        signal?.throwIfAborted();
        if (stage.segment !== this.#stages[i - 1]?.segment) await stage.segment.fetch?.();
        state = this.#advance(state, stage, noise);
      }
      return state.x;
    } catch (error) {
      state.x.dispose();
      throw error;
    } finally {
      tf.dispose([...state.past]);
    }
  }

  dispose(): void {
    for (const programs of this.#programs.values()) for (const program of programs.values()) program.dispose();
    this.#programs.clear();
  }

  /** Disposes of what it replaces. */
  #advance({ x, past }: State, { program, segment: { parameters }, coefficients, source }: Prepared, noise: StageNoise | undefined): State {
    const normals = source === undefined || noise === undefined ? [] : [tf.tensor2d(noise.draw(source), x.shape)];
    const row = tf.tensor2d([[...coefficients]]);
    try {
      const moved = program({ x, parameters, coefficients: row, terms: [...past, ...normals] });
      const estimates = [moved.data, ...past];
      tf.dispose([x, ...estimates.slice(this.#past)]);
      return { x: moved.x, past: estimates.slice(0, this.#past) };
    } finally {
      tf.dispose([row, ...normals]);
    }
  }

  #program(backend: Backend, { segment, source }: Stage<ScoreSegment>): Program {
    const key = source === undefined ? 'still' : 'noisy';
    const programs = this.#programs.get(key) ?? new Map<ScoreFunction, Program>();
    const program = programs.get(segment.score) ?? backend.compile(stageProgram(segment.score));
    this.#programs.set(key, programs.set(segment.score, program));
    return program;
  }
}
