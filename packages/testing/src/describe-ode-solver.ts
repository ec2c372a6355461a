import type { OdeField, OdeSegment, OdeSolver } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

type State = Readonly<{ y: Tensor; total: Tensor }>;

/** dy/du = rate·cos(u)·y and d total/du = y, with cos(u) as the coefficient: y = y₀·exp(rate·sin u). */
const swell: OdeField<State> = ({ state: { y }, constants, coefficients }) => ({
  y: tf.mul(tf.mul(coefficients, constants['rate'] as Tensor), y),
  total: y,
});

/** A second field, dy/du = −rate·y, for a jump between fields. */
const decay: OdeField<State> = ({ state: { y }, constants }) => ({ y: tf.mul(tf.neg(constants['rate'] as Tensor), y), total: y });

const nodesFrom = (start: number, end: number, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => start + ((end - start) * i) / steps);

/**
 * What every ODE solver must do: reach its order, restart at every segment with that segment's field, run both ways, stop on a
 * signal, and own no more tensors than it returns.
 * @param make called inside each test, once the backend has started
 * @param options ownSteps: of a segment's nodes it meets the first and the last alone, and answers to within 1e-3
 */
export function describeOdeSolver(
  name: string,
  make: () => OdeSolver | Promise<OdeSolver>,
  { ownSteps = false }: { readonly ownSteps?: boolean } = {},
): void {
  describe(`${name} as an OdeSolver`, () => {
    const solveWith = async (segments: (constants: { rate: Tensor }) => OdeSegment<State>[], signal?: AbortSignal) => {
      const solver = await make();
      const constants = { rate: tf.scalar(1) };
      const initial = { y: tf.tensor2d([[1], [2]]), total: tf.zeros([2, 1]) };
      try {
        const { state, evaluations } = await solver.solve<State>(initial, segments(constants), signal);
        const [y, total] = [[...state.y.dataSync()], [...state.total.dataSync()]];
        tf.dispose(state);
        return { y, total, evaluations };
      } finally {
        expect([initial.y, initial.total, constants.rate].some((tensor) => tensor.isDisposed)).toBe(false);
        tf.dispose([initial, constants]);
      }
    };
    const swelling = (nodes: readonly number[]) => (constants: { rate: Tensor }) => [
      { nodes, field: swell, constants, coefficients: (u: number) => [Math.cos(u)] },
    ];

    it.skipIf(ownSteps)('converges at its order or better', async () => {
      const { order } = await make();
      const [few, many] = order >= 3 ? [2, 4] : [16, 32];
      const errorAt = async (steps: number) => {
        const { y } = await solveWith(swelling(nodesFrom(0, 1.5, steps)));
        return Math.abs((y[0] as number) - Math.exp(Math.sin(1.5)));
      };
      const [coarse, fine] = [await errorAt(few), await errorAt(many)];
      expect(fine < 1e-6 || Math.log2(coarse / fine) > order - 0.35, `errors ${coarse} and ${fine}`).toBe(true);
    });

    it('treats rows alike and integrates every entry of the state', async () => {
      const { y, total } = await solveWith(swelling(nodesFrom(0, 1, 32)));
      expect(y[1]).toBeCloseTo(2 * (y[0] as number), 5);
      expect(total[1]).toBeCloseTo(2 * (total[0] as number), 5);
      expect(Math.abs((total[0] as number) - 1.63187)).toBeLessThan((await make()).order === 1 ? 0.03 : 1e-3);
    });

    it.runIf(ownSteps)('comes close whatever the nodes, cut or not', async () => {
      const whole = await solveWith(swelling([0, 1.5]));
      const cut = await solveWith((constants) => [...swelling([0, 0.4])(constants), ...swelling([0.4, 0.8, 1.5])(constants)]);
      for (const { y } of [whole, cut]) expect(Math.abs((y[0] as number) - Math.exp(Math.sin(1.5)))).toBeLessThan(1e-3);
    });

    it.skipIf(ownSteps)('gives the same bits when a segment is cut at a node', async () => {
      const nodes = nodesFrom(0, 1, 8);
      const whole = await solveWith(swelling(nodes));
      const cut = await solveWith((constants) => [...swelling(nodes.slice(0, 4))(constants), ...swelling(nodes.slice(3))(constants)]);
      expect(cut).toEqual(whole);
    });

    it('uses each field on its own segment only', async () => {
      const { y } = await solveWith((constants) => [
        { nodes: nodesFrom(0, 1, 16), field: swell, constants, coefficients: () => [1] },
        { nodes: nodesFrom(1, 3, 32), field: decay, constants, coefficients: () => [0] },
      ]);
      const { order } = await make();
      expect(Math.abs(Math.log(y[0] as number) + 1)).toBeLessThan(order === 1 ? 0.12 : 2e-3);
    });

    it('fetches a segment when it comes to it, and holds no other', async () => {
      const halves = (constants: { rate: Tensor }) => [...swelling([0, 0.25, 0.5])(constants), ...swelling([0.5, 0.75, 1])(constants)];
      expect(await solveWith((constants) => oneAtATime(halves(constants), 'constants'))).toEqual(await solveWith(halves));
    });

    it('returns to where it came from', async () => {
      const nodes = nodesFrom(0, 1, 32);
      const { y } = await solveWith((constants) => [...swelling(nodes)(constants), ...swelling(nodes.toReversed())(constants)]);
      expect(Math.abs((y[0] as number) - 1)).toBeLessThan((await make()).order === 1 ? 0.05 : 1e-3);
    });

    it('counts evaluations of the field', async () => {
      const { evaluations } = await solveWith(swelling(nodesFrom(0, 1, 8)));
      expect(evaluations).toBeGreaterThanOrEqual(8);
    });

    it('returns the initial state when there is nowhere to go', async () => {
      expect(await solveWith(() => [])).toEqual({ y: [1, 2], total: [0, 0], evaluations: 0 });
      expect(await solveWith(swelling([1]))).toEqual({ y: [1, 2], total: [0, 0], evaluations: 0 });
    });

    it('throws the reason of an aborted signal and leaves no tensor behind', async () => {
      await solveWith(swelling([0, 1]));
      const before = tf.memory().numTensors;
      const reason = new Error('enough');
      await expect(solveWith(swelling(nodesFrom(0, 1, 8)), AbortSignal.abort(reason))).rejects.toBe(reason);
      const controller = new AbortController();
      const midway = solveWith(
        (constants) => [
          {
            nodes: nodesFrom(0, 1, 8),
            field: swell,
            constants,
            coefficients: (u) => (u >= 0.5 && controller.abort(reason), [Math.cos(u)]),
          },
        ],
        controller.signal,
      );
      await expect(midway).rejects.toBe(reason);
      expect(tf.memory().numTensors).toBe(before);
    });

    it('holds no tensor but its result, even when a field throws', async () => {
      await solveWith(swelling([0, 1]));
      const before = tf.memory();
      await solveWith(swelling(nodesFrom(0, 1, 32)));
      await expect(
        solveWith((constants) => [
          {
            nodes: [0, 1],
            field: swell,
            constants,
            coefficients: () => {
              throw new Error('bad schedule');
            },
          },
        ]),
      ).rejects.toThrow('bad schedule');
      expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
    });
  });
}
