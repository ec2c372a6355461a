import { Backend, createContainer, flowSegments, intervalsFrom, OdeSolver, Registry } from '@partita/core';
import type { FlowColumns, OdeField, OdeSegment } from '@partita/core';
import { LogSnrGrid, odePlugin } from '@partita/ode';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gaussianFlow, gaussianModel, referenceBackend } from '@partita/testing';

const backend = referenceBackend();
beforeAll(() => backend.start());
const container = createContainer(new Registry([odePlugin])).provide(Backend, backend);

const kinds = ['bogacki-shampine', 'dormand-prince', 'tsitouras'];
const solverOf = (kind: string, tolerance: number, more = {}) =>
  container.build(OdeSolver, { kind, relative: tolerance, absolute: tolerance, ...more });

/** y' = −u·y², whose solution is 1/(1/y₀ + u²/2): the larger y₀, the shorter the steps. */
type State = Readonly<{ y: Tensor }>;
const field: OdeField<State> = ({ state: { y }, coefficients }) => ({ y: tf.neg(tf.mul(coefficients, tf.square(y))) });
const segments: OdeSegment<State>[] = [{ nodes: [0, 0.25, 2], field, constants: {}, coefficients: (u) => [u] }];
const starts = [0.1, 100, 1, 7];

async function carried(solver: OdeSolver, rows: readonly number[], over = segments): Promise<{ y: number[]; evaluations: number }> {
  const initial = { y: tf.tensor2d([...rows], [rows.length, 1]) };
  try {
    const { state, evaluations } = await solver.solve(initial, over);
    const y = [...state.y.dataSync()];
    tf.dispose(state);
    return { y, evaluations };
  } finally {
    initial.y.dispose();
  }
}

describe.each(kinds)('adaptive steps of %s', (kind) => {
  it.each([1e-3, 1e-4, 1e-5])('meet a tolerance of %d', async (tolerance) => {
    const { y } = await carried(solverOf(kind, tolerance), starts);
    starts.forEach((start, row) => {
      const exact = 1 / (1 / start + 2);
      expect(Math.abs((y[row] as number) - exact), `row ${row}`).toBeLessThan(20 * tolerance * (1 + exact));
    });
  });

  it('take more evaluations for a smaller tolerance', async () => {
    const counts = await Promise.all([1e-2, 1e-3, 1e-4].map(async (tol) => (await carried(solverOf(kind, tol), [7])).evaluations));
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(counts).size).toBe(3);
  });

  it('give a row the same bits alone and in a batch, and report the evaluations of the row that took most', async () => {
    const solver = solverOf(kind, 1e-4);
    const together = await carried(solver, starts);
    const alone = await Promise.all(starts.map((start) => carried(solver, [start])));
    expect(alone.map(({ y }) => y[0])).toEqual(together.y);
    const counts = alone.map(({ evaluations }) => evaluations);
    expect(new Set(counts).size).toBeGreaterThan(1);
    expect(together.evaluations).toBe(Math.max(...counts));
  });
});

/** The probability flow of a Gaussian through four intervals, against its closed form. */
describe('adaptive steps along a probability flow', () => {
  const data = { mean: [0.5, -1], variance: [0.02, 2] };
  const rows = [
    [0.3, -0.4],
    [-2, 1.5],
    [1, 3],
  ];
  const flow = (score: ReturnType<typeof gaussianModel>['segments'][number]['score']): OdeField<Readonly<{ x: Tensor }>> => {
    return ({ state: { x }, constants, coefficients }) => {
      const [t, logSnr, alpha, sigma, linear, gain] = tf.split<Tensor2D>(coefficients, 6, 1);
      const columns = { t, logSnr, alpha, sigma, linear, gain } as FlowColumns;
      const s = score(constants, x as Tensor2D, columns);
      return { x: tf.sub(tf.mul(columns.linear, x), tf.mul(columns.gain, s)) };
    };
  };

  it.each(kinds.flatMap((kind) => [1e-3, 1e-4, 1e-5].map((tolerance) => [kind, tolerance] as const)))(
    '%s meets a tolerance of %d',
    async (kind, tolerance) => {
      const model = gaussianModel(data, intervalsFrom([0.01, 0.1, 0.3, 0.6, 1]), 0.01);
      const initial = { x: tf.tensor2d(rows) };
      const over = flowSegments(model, new LogSnrGrid(16), { from: 0.01, to: 1 }, flow);
      const { state } = await solverOf(kind, tolerance).solve(initial, over);
      const reached = (await state.x.array()) as number[][];
      tf.dispose([state, initial, model.parameters]);
      rows.forEach((row, i) =>
        gaussianFlow(data, row, 0.01, 1).x.forEach((exact, j) => {
          expect(Math.abs((reached[i]?.[j] as number) - exact)).toBeLessThan(20 * tolerance * (1 + Math.abs(exact)));
        }),
      );
    },
  );
});

describe('an adaptive solve', () => {
  it('tries the widest step of the grid first', async () => {
    const asked: number[] = [];
    const over = segments.map((segment) => ({ ...segment, coefficients: (u: number) => (asked.push(u), [u]) }));
    await carried(solverOf('dormand-prince', 1e-3), [1], over);
    expect(asked.slice(0, 3)).toEqual([0, 0, 0].map((u, i) => u + ([0, 1 / 5, 3 / 10][i] as number) * 1.75));
    expect(Math.max(...asked)).toBe(2);
  });

  it('compiles two programs for each field, whatever the segments and steps, and frees them', async () => {
    const counts = { compiled: 0, disposed: 0, shapes: new Set<string>(), most: 0 };
    const compile: Backend['compile'] = (f) => {
      counts.compiled += 1;
      const program = backend.compile(f);
      const call = (inputs: Parameters<typeof program>[0]) => {
        counts.most = Math.max(counts.most, tf.memory().numTensors);
        counts.shapes.add(
          JSON.stringify(tf.tensor_util.getTensorsInContainer(inputs as unknown as tf.TensorContainer).map(({ shape }) => shape)),
        );
        return program(inputs);
      };
      return Object.assign(call, { dispose: () => (counts.disposed += 1) });
    };
    const counting = createContainer(new Registry([odePlugin])).provide(Backend, { ...backend, compile });
    const solver = counting.build(OdeSolver, { kind: 'tsitouras', relative: 1e-6 });
    const pieces = [
      [0, 0.5],
      [0.5, 1.25],
      [1.25, 2],
    ].map((nodes) => ({ ...(segments[0] as OdeSegment<State>), nodes }));
    const before = tf.memory().numTensors;
    await carried(solver, starts, pieces);
    expect(counts).toMatchObject({ compiled: 2, disposed: 2 });
    expect(counts.shapes.size).toBe(2);
    expect(counts.most - before).toBeLessThan(10);
    expect(tf.memory().numTensors).toBe(before);
  });
});
