import { SCHEDULE_FIELDS, scheduleAt } from '@partita/core';
import type { ScoreFunction, Sde, Tensors } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** The order in which a step's numbers travel: the network's schedule, then the factors of the three terms. */
const STEP_FIELDS = [...SCHEDULE_FIELDS, 'keep', 'pull', 'spread'] as const;

type StepColumns = Readonly<Record<(typeof STEP_FIELDS)[number], Tensor2D>>;

export interface ReverseStepInputs {
  readonly x: Tensor2D;
  readonly parameters: Tensors;
  /** Brownian increments, of x's shape. */
  readonly dw: Tensor2D;
  /** `[1, 7]` */
  readonly coefficients: Tensor2D;
}

/** An Euler-Maruyama step down the reverse SDE over h > 0: x' = (1 − a·h)·x + g²·h·s + g·dw, as a pure tensor function. */
export function reverseStep(score: ScoreFunction): (inputs: ReverseStepInputs) => { readonly x: Tensor2D } {
  return ({ x, parameters, dw, coefficients }) => {
    const columns = tf.split<Tensor2D>(coefficients, STEP_FIELDS.length, 1);
    const { keep, pull, spread, ...at } = Object.fromEntries(STEP_FIELDS.map((name, i) => [name, columns[i]])) as StepColumns;
    return { x: tf.add(tf.add(tf.mul(keep, x), tf.mul(pull, score(parameters, x, at))), tf.mul(spread, dw)) };
  };
}

/** The numbers of a step from time t to `next`; the network of a point segment stays at its point. */
export function reverseCoefficients(sde: Sde, t: number, next: number, networkTime: number): number[] {
  const h = t - next;
  const schedule = scheduleAt(sde, networkTime);
  return [...SCHEDULE_FIELDS.map((name) => schedule[name]), 1 - sde.drift(t) * h, sde.diffusion2(t) * h, Math.sqrt(sde.diffusion2(t))];
}
