import { Backend, createContainer, OdeSolver, Registry } from '@partita/core';
import type { OdeField, OdeSegment } from '@partita/core';
import { bogackiShampineTableau, dormandPrinceTableau, odePlugin, tsitourasTableau, withoutErrorStages } from '@partita/ode';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { referenceBackend, solveInDouble } from '@partita/testing';

const backend = referenceBackend();
beforeAll(() => backend.start());
const container = createContainer(new Registry([odePlugin])).provide(Backend, backend);

const pairs = { 'bogacki-shampine': bogackiShampineTableau, 'dormand-prince': dormandPrinceTableau, tsitouras: tsitourasTableau };

/** y' = 2y up to an edge, y' = 5y after it: y(1) = exp(2·edge + 5·(1 − edge)). */
const edge = Math.SQRT1_2;
const [first, second] = [2, 5];
const exact = Math.exp(first * edge + second * (1 - edge));
const rateAt = (u: number): number => (u <= edge ? first : second);

const evenly = (start: number, end: number, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => (i === steps ? end : start + ((end - start) * i) / steps));

describe.each(Object.entries(pairs))('a field that jumps, with %s', (kind, pair) => {
  const tableau = withoutErrorStages(pair);

  it('keeps its order where a segment ends at the jump, and loses it where one goes across', () => {
    const onEdge = (steps: number): number => {
      const half = solveInDouble({ tableau, nodes: evenly(0, edge, steps), initial: [1], field: (_u, [y]) => [first * (y as number)] });
      const whole = solveInDouble({ tableau, nodes: evenly(edge, 1, steps), initial: half, field: (_u, [y]) => [second * (y as number)] });
      return Math.abs((whole[0] as number) - exact);
    };
    const across = (steps: number): number => {
      const field = (u: number, [y]: Float64Array) => [rateAt(u) * (y as number)];
      return Math.abs((solveInDouble({ tableau, nodes: evenly(0, 1, 2 * steps), initial: [1], field })[0] as number) - exact);
    };
    const order = Math.log2(onEdge(64) / onEdge(128));
    expect(Math.abs(order - pair.order), `order ${order}`).toBeLessThan(0.15);
    const lost = Math.log2(across(8) / across(1024)) / 7;
    expect(lost, `order ${lost} across`).toBeLessThan(1.5);
    expect(across(128)).toBeGreaterThan(1e3 * onEdge(128));
  });

  it('with adaptive steps: meets the tolerance where the segment ends at the jump, at two thirds of the evaluations', async () => {
    type State = Readonly<{ y: Tensor }>;
    const tolerance = 1e-5;
    const field: OdeField<State> = ({ state: { y }, coefficients }) => ({ y: tf.mul(coefficients, y) });
    const solve = async (segments: OdeSegment<State>[]) => {
      const initial = { y: tf.ones([1, 1]) };
      const { state, evaluations } = await container.build(OdeSolver, { kind, relative: tolerance }).solve(initial, segments);
      const error = Math.abs((state.y.dataSync()[0] as number) - exact);
      tf.dispose([initial, state]);
      return { error, evaluations };
    };
    const segment = (nodes: number[], coefficients: (u: number) => number[]) => ({ nodes, field, constants: {}, coefficients });
    const cut = await solve([segment(evenly(0, edge, 4), () => [first]), segment(evenly(edge, 1, 4), () => [second])]);
    const across = await solve([segment(evenly(0, 1, 8), (u) => [rateAt(u)])]);
    expect(cut.error).toBeLessThan(20 * tolerance * (1 + exact));
    expect(across.evaluations).toBeGreaterThan(1.4 * cut.evaluations);
  });
});
