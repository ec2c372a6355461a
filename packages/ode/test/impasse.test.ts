import { Backend, createContainer, OdeSolver, PartitaError, Registry } from '@partita/core';
import type { OdeField } from '@partita/core';
import { odePlugin } from '@partita/ode';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { referenceBackend } from '@partita/testing';

const backend = referenceBackend();
beforeAll(() => backend.start());
const container = createContainer(new Registry([odePlugin])).provide(Backend, backend);

type State = Readonly<{ y: Tensor }>;
/** y' = y², which leaves every bound at u = 1/y₀. */
const blowUp: OdeField<State> = ({ state: { y } }) => ({ y: tf.square(y) });
/** y' = 1 + √(1 − y), which is no number above 1. */
const root: OdeField<State> = ({ state: { y } }) => ({ y: tf.add(tf.sqrt(tf.sub(1, y)), 1) });
const still: OdeField<State> = ({ state: { y } }) => ({ y: tf.zerosLike(y) });

async function failure(options: object, field: OdeField<State>): Promise<unknown> {
  const initial = { y: tf.tensor2d([[0.5], [0.75]]) };
  const before = tf.memory().numTensors;
  const rest = { nodes: [-1, 0], field: still, constants: {}, coefficients: () => [] };
  const error = await container
    .build(OdeSolver, { kind: 'dormand-prince', relative: 1e-4, absolute: 1e-4, ...options })
    .solve(initial, [rest, { ...rest, nodes: [0, 0.5, 1.5], field }])
    .catch((reason: unknown) => reason);
  expect(tf.memory().numTensors).toBe(before);
  initial.y.dispose();
  expect(error).toBeInstanceOf(PartitaError);
  return (error as PartitaError).message;
}

it('a step that becomes too small ends the solve with where, which row, and a choice', async () => {
  expect(await failure({ minStep: 1e-3 }, blowUp)).toMatch(
    /^The step of row 1 fell to the least of 0\.001 of segment 1 at u = 1\.3\d+, and its error is still \S+ times the tolerance \(relative 0\.0001, absolute 0\.0001\); choose relative 0\.001 and absolute 0\.001, or a minStep of 0\.0001\.$/,
  );
});

it('a field that gives no number is named as such', async () => {
  expect(await failure({}, root)).toMatch(
    /^The field of segment 1 gives no finite number for row \d near u = \S+, however small the step; /,
  );
});

it('too many steps end the solve', async () => {
  expect(await failure({ maxSteps: 3 }, blowUp)).toMatch(
    /^Row 0 has tried 3 steps in segment 1 and stands at u = \S+ with the tolerance .*; choose relative .*, or a maxSteps of 30\.$/,
  );
});

it('tolerances below what single precision can tell are refused', () => {
  expect(() => container.build(OdeSolver, { kind: 'tsitouras', relative: 1e-9 })).toThrow(/OdeSolver\.relative/);
});
