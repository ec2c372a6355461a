import { SCHEDULE_FIELDS, scheduleAt, type Backend, type Compiled, type PartitionedScore, type Schedule } from '@partita/core';
import type { ScoreFunction, ScoreSegment, Tensors } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

interface Inputs {
  readonly parameters: Tensors;
  readonly x: tf.Tensor2D;
  /** What the network is told of the time. */
  readonly at: Schedule;
  readonly alpha: tf.Scalar;
  readonly sigma: tf.Scalar;
}

type Program = Compiled<Inputs, { readonly x0: tf.Tensor2D }>;

/** A model's mean of the data given noised rows, x̂₀ = (x_t + σ²·s)/α (Tweedie's formula; Efron 2011, doi 10.1198/jasa.2011.tm11181). */
export class Denoiser {
  readonly #score: PartitionedScore;
  readonly #backend: Backend;
  readonly #programs = new Map<ScoreFunction, Program>();

  constructor(score: PartitionedScore, backend: Backend) {
    this.#score = score;
    this.#backend = backend;
  }

  /** @param xt rows at time t in [tMin, T], `[n, dimension]`; @returns rows of the same shape */
  async at(t: number, xt: Float32Array): Promise<Float32Array> {
    const { sde, dimension, segments } = this.#score;
    const segment = (segments.find(({ end }) => t <= end) ?? segments.at(-1)) as ScoreSegment;
    await segment.fetch?.();
    const told = scheduleAt(sde, segment.point ?? t);
    const inputs: Inputs = {
      parameters: segment.parameters,
      x: tf.tensor2d(xt, [xt.length / dimension, dimension]),
      at: Object.fromEntries(SCHEDULE_FIELDS.map((name) => [name, tf.tensor2d([[told[name]]])])) as Schedule,
      alpha: tf.scalar(sde.alpha(t)),
      sigma: tf.scalar(sde.sigma(t)),
    };
    try {
      const { x0 } = this.#program(segment.score)(inputs);
      const rows = await x0.data<'float32'>();
      x0.dispose();
      return rows;
    } finally {
      tf.dispose([inputs.x, ...Object.values(inputs.at), inputs.alpha, inputs.sigma]);
    }
  }

  dispose(): void {
    for (const program of this.#programs.values()) program.dispose();
    this.#programs.clear();
  }

  #program(score: ScoreFunction): Program {
    const program =
      this.#programs.get(score) ??
      this.#backend.compile(({ parameters, x, at, alpha, sigma }: Inputs) => ({
        x0: tf.div<tf.Tensor2D>(tf.add(x, tf.mul(tf.square(sigma), score(parameters, x, at))), alpha),
      }));
    this.#programs.set(score, program);
    return program;
  }
}
