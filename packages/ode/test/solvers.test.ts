import { Backend, createContainer, OdeSolver, Registry, type OdeField, type OdeSegment } from '@partita/core';
import { eulerTableau, heunTableau, midpointTableau, odePlugin, rk4Tableau, RungeKuttaSolver } from '@partita/ode';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOdeSolver, referenceBackend } from '@partita/testing';

const backend = referenceBackend();
beforeAll(() => backend.start());

const tableaux = { euler: eulerTableau, midpoint: midpointTableau, heun: heunTableau, rk4: rk4Tableau };
const container = createContainer(new Registry([odePlugin])).provide(Backend, backend);

for (const kind of Object.keys(tableaux)) describeOdeSolver(kind, () => container.build(OdeSolver, kind));
for (const kind of ['bogacki-shampine', 'dormand-prince', 'tsitouras']) {
  describeOdeSolver(kind, () => container.build(OdeSolver, kind), { ownSteps: true });
  describeOdeSolver(`${kind} on the grid`, () => container.build(OdeSolver, { kind, adaptive: false }));
}

/** y' = −u·y², y(0) = 1, whose solution is 1/(1 + u²/2); u travels as a coefficient. */
type State = Readonly<{ y: Tensor }>;
const field: OdeField<State> = ({ state: { y }, coefficients }) => ({ y: tf.neg(tf.mul(coefficients, tf.square(y))) });
const segment = (steps: number): OdeSegment<State> => ({
  nodes: Array.from({ length: steps + 1 }, (_, i) => (2 * i) / steps),
  field,
  constants: {},
  coefficients: (u) => [u],
});

async function errorOf(solver: OdeSolver, steps: number): Promise<number> {
  const initial = { y: tf.tensor2d([[1]]) };
  const { state } = await solver.solve(initial, [segment(steps)]);
  const error = Math.abs(((await state.y.data())[0] as number) - 1 / 3);
  tf.dispose([initial, state]);
  return error;
}

describe('order of accuracy on a nonlinear, time-dependent equation', () => {
  it.each([
    ['euler', 256, 1],
    ['midpoint', 32, 2],
    ['heun', 32, 2],
    ['rk4', 4, 4],
  ] as const)('%s', async (kind, steps, order) => {
    const solver = new RungeKuttaSolver({ tableau: tableaux[kind], backend });
    expect(solver.order).toBe(order);
    const slope = Math.log2((await errorOf(solver, steps)) / (await errorOf(solver, 2 * steps)));
    expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThan(0.15);
  });
});

describe('a solve', () => {
  const counted = () => {
    const counts = { compiled: 0, disposed: 0, most: 0 };
    const compile: Backend['compile'] = (f) => {
      counts.compiled += 1;
      const program = backend.compile(f);
      const call = (inputs: Parameters<typeof program>[0]) => {
        counts.most = Math.max(counts.most, tf.memory().numTensors);
        return program(inputs);
      };
      return Object.assign(call, { dispose: () => (counts.disposed += 1) });
    };
    return { counts, solver: new RungeKuttaSolver({ tableau: rk4Tableau, backend: { ...backend, compile } }) };
  };

  it('compiles each field once, whatever the number of segments, and frees it', async () => {
    const { counts, solver } = counted();
    const other: OdeField<State> = ({ state: { y } }) => ({ y });
    const initial = { y: tf.tensor2d([[1]]) };
    const pieces = [
      [0, 0.25],
      [0.25, 0.5],
      [0.5, 0.75],
      [0.75, 1],
    ].map((nodes) => ({ ...segment(1), nodes }));
    const { state, evaluations } = await solver.solve(initial, [...pieces, { ...segment(1), field: other }]);
    tf.dispose([initial, state]);
    expect(counts).toMatchObject({ compiled: 2, disposed: 2 });
    expect(evaluations).toBe(20);
  });

  it('holds as many tensors after 200 steps as after 2', async () => {
    const [few, many] = [counted(), counted()];
    await errorOf(few.solver, 2);
    await errorOf(many.solver, 200);
    expect(many.counts.most).toBe(few.counts.most);
  });

  it('gives a signal its turn in a long run', async () => {
    const initial = { y: tf.tensor2d([[1]]) };
    const solver = new RungeKuttaSolver({ tableau: rk4Tableau, backend });
    await expect(solver.solve(initial, [segment(1_000_000)], AbortSignal.timeout(60))).rejects.toThrow(/timeout/);
    initial.y.dispose();
  });
});
