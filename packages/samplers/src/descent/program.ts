import { SCHEDULE_FIELDS, scheduleAt } from '@partita/core';
import type { ScoreFunction, Sde, Tensors } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Stage } from './stage.ts';

export interface StageInputs {
  readonly x: Tensor2D;
  readonly parameters: Tensors;
  /** The numbers of the stage, `[1, n]`, as `stageCoefficients` lists them. */
  readonly coefficients: Tensor2D;
  /** x̂0 of earlier stages, the latest first, then the normals if the stage has noise: all of x's shape. */
  readonly terms: readonly Tensor2D[];
}

export interface StageResult {
  readonly x: Tensor2D;
  /** x̂0 at the stage's own x. */
  readonly data: Tensor2D;
}

/** The network's schedule, the factors of x and s in x̂0, and the factor of x in x'; those of x̂0 and of the terms follow. */
const FIELDS = [...SCHEDULE_FIELDS, 'ofX', 'ofScore', 'x'] as const;

type Columns = Readonly<Record<(typeof FIELDS)[number], Tensor2D>>;

/** A stage as a pure tensor function, the same for every stage with as many terms. */
export function stageProgram(score: ScoreFunction): (inputs: StageInputs) => StageResult {
  return ({ x, parameters, coefficients, terms }) => {
    const columns = tf.split<Tensor2D>(coefficients, FIELDS.length + 1 + terms.length, 1);
    const { ofX, ofScore, x: keep, ...at } = Object.fromEntries(FIELDS.map((name, i) => [name, columns[i]])) as Columns;
    const data = tf.add<Tensor2D>(tf.mul(ofX, x), tf.mul(ofScore, score(parameters, x, at)));
    const moved = [data, ...terms].reduce<Tensor2D>(
      (sum, term, i) => tf.add(sum, tf.mul(columns[FIELDS.length + i] as Tensor2D, term)),
      tf.mul(keep, x),
    );
    return { x: moved, data };
  };
}

/** The numbers of a stage of a rule with so many past estimates. The network of a point segment stays at its point. */
export function stageCoefficients(sde: Sde, stage: Stage, past: number): number[] {
  const { segment, at, x, data, noise, source } = stage;
  const schedule = scheduleAt(sde, segment.point ?? at);
  const ofPast = Array.from({ length: past }, (_, k) => stage.past?.[k] ?? 0);
  return [
    ...SCHEDULE_FIELDS.map((name) => schedule[name]),
    ...[1 / sde.alpha(at), sde.sigma(at) ** 2 / sde.alpha(at)],
    ...[x, data, ...ofPast],
    ...(source === undefined ? [] : [noise]),
  ];
}
