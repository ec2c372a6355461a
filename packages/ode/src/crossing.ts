import type { Backend, Compiled, FieldInputs, OdeField, OdeSegment, OdeState } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { breather } from './breathe.ts';
import { exhaustion, underflow } from './impasse.ts';
import type { Pace, PaceLimits } from './pace.ts';
import { rowCoefficients } from './row-coefficients.ts';
import { mapState } from './step.ts';
import type { EmbeddedTableau } from './tableau.ts';
import type { Tolerance } from './tolerance.ts';
import { trialStep, type Trial, type TrialInputs } from './trial-step.ts';

/** A field's two programs: its value at the start of a segment, and a trial step. */
export interface Programs<S extends OdeState> {
  readonly slope: Compiled<FieldInputs<S>, S>;
  readonly trial: Compiled<TrialInputs<S>, Trial<S>>;
}

/** @param tableau its last stage is the slope at the new state */
export function compilePrograms<S extends OdeState>(
  backend: Backend,
  tableau: EmbeddedTableau,
  field: OdeField<S>,
  tolerance: Tolerance,
): Programs<S> {
  return {
    // a field may hand back a tensor that it was given
    slope: backend.compile((inputs) => mapState(field(inputs), (value) => tf.clone(value))),
    trial: backend.compile(trialStep(tableau, field, tolerance)),
  };
}

/** What stays the same while rows cross a segment. */
export interface Crossing<S extends OdeState> {
  readonly programs: Programs<S>;
  readonly segment: OdeSegment<S>;
  /** The segment's number, for messages. */
  readonly index: number;
  /** c of the stages; the last is 1, at the new state. */
  readonly stages: readonly number[];
  readonly limits: PaceLimits & Tolerance;
  readonly signal: AbortSignal | undefined;
}

/**
 * Carries all rows to the segment's end, each at its own pace. The given state stays the caller's, the new one becomes it.
 * @throws PartitaError when a row's step becomes too small, or its steps too many
 */
export async function cross<S extends OdeState>(crossing: Crossing<S>, state: S, paces: readonly Pace[]): Promise<S> {
  const breathe = breather();
  let held = start(crossing, state, paces);
  try {
    while (paces.some(({ h }) => h !== 0)) {
      const { error, ...reached } = attempt(crossing, held, paces);
      tf.dispose(held);
      held = reached;
      settle(crossing, paces, await taken(error));
      await breathe();
      crossing.signal?.throwIfAborted();
    }
    tf.dispose(held.slope);
    return held.state;
  } catch (error) {
    tf.dispose(held);
    throw error;
  }
}

type Held<S extends OdeState> = Omit<Trial<S>, 'error'>;

function start<S extends OdeState>({ programs, segment, signal }: Crossing<S>, state: S, paces: readonly Pace[]): Held<S> {
  signal?.throwIfAborted();
  const coefficients = rowCoefficients(segment, [0], paces);
  try {
    const slope = programs.slope({ state, constants: segment.constants, coefficients });
    return { state: mapState(state, (value) => tf.clone(value)), slope };
  } finally {
    coefficients.dispose();
  }
}

function attempt<S extends OdeState>({ programs, segment, stages }: Crossing<S>, held: Held<S>, paces: readonly Pace[]): Trial<S> {
  const coefficients = rowCoefficients(segment, stages.slice(1), paces);
  const h = tf.tensor1d(paces.map((pace) => pace.h));
  try {
    return programs.trial({ ...held, constants: segment.constants, coefficients, h });
  } finally {
    tf.dispose([coefficients, h]);
  }
}

/** A tensor's numbers, in exchange for it. */
async function taken(tensor: Tensor1D): Promise<Float32Array> {
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}

function settle<S extends OdeState>({ index, limits }: Crossing<S>, paces: readonly Pace[], errors: Float32Array): void {
  paces.forEach((pace, row) => {
    if (pace.h === 0) return;
    const error = errors[row] as number;
    const impasse = { pace, error, row, segment: index };
    if (!pace.settle(error)) throw underflow(impasse, limits);
    if (pace.h !== 0 && pace.trials >= limits.maxSteps) throw exhaustion(impasse, limits);
  });
}
