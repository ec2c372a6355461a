import { flowSegments, TimeGrid, type OdeSolver, type PartitionedScore } from '@partita/core';
import { ExactTrace, flowField, type FlowState, withDirections } from '@partita/likelihood';
import * as ode from '@partita/ode';
import { logNormal, mixtureLogDensity } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adaptive,
  backend,
  container,
  kindsOf,
  logLikelihood,
  mixture,
  rows,
  SONG,
  T_MIN,
  terms,
  tsitouras,
  untrained,
  worst,
} from './in-double.ts';

beforeAll(() => backend.start());
afterAll(() => backend.stop());

describe.each([1, 2] as const)('densities in %d dimensions', (dimension) => {
  it.each([
    ['a mixture of Gaussians', mixture],
    ['untrained networks', untrained],
  ])('integrate to 1: %s', async (_name, make) => {
    // Midpoint sums of smooth densities that vanish at the ends converge faster than any power of the width.
    const [half, side] = [5, dimension === 1 ? 120 : 28];
    const at = (i: number): number => (2 * half * (i + 0.5)) / side - half;
    const line = Array.from({ length: side }, (_, i) => i);
    const points = dimension === 1 ? line.map((i) => [at(i)]) : line.flatMap((i) => line.map((j) => [at(i), at(j)]));
    const values = await logLikelihood(make(dimension), points, tsitouras(), new ode.LogSnrGrid(dimension === 1 ? 40 : 14));
    const integral = values.reduce((sum, value) => sum + Math.exp(value), 0) * ((2 * half) / side) ** dimension;
    expect(Math.abs(integral - 1)).toBeLessThan(dimension === 1 ? 1e-5 : 1e-3);
  });
});

describe('the flow of a mixture and of untrained networks', () => {
  const models = [
    ['a mixture', () => mixture()],
    ['untrained networks', () => untrained(2)],
  ] as const;
  const solver = (): OdeSolver => adaptive(ode.dormandPrinceTableau, 1e-8);
  const carry = async (model: PartitionedScore, x: readonly (readonly number[])[], from: number, to: number) => {
    const legs = flowSegments(model, new ode.LogSnrGrid(16), { from, to }, (score) => flowField(score, new ExactTrace()));
    const initial: FlowState = { x: tf.tensor2d(x.map((row) => [...row])), logDet: tf.zeros([x.length, 1]) };
    const { state } = await solver().solve(initial, withDirections(legs, undefined));
    return { x: state.x.arraySync(), logDet: [...state.logDet.dataSync()] };
  };

  it.each(models)('comes back, and takes back its log-determinant: %s', async (_name, make) => {
    const up = await carry(make(), rows, T_MIN, 1);
    const down = await carry(make(), up.x, 1, T_MIN);
    expect(worst(down.x.flat(), rows.flat())).toBeLessThan(1e-6);
    expect(
      worst(
        down.logDet,
        up.logDet.map((value) => -value),
      ),
    ).toBeLessThan(1e-6);
  });

  it.each(models)('has the same log p along the sampling path as along the encoding path: %s', async (_name, make) => {
    const noise = [
      [0.3, -1],
      [1.4, 0.2],
      [-1.8, -0.6],
    ];
    const { x, logDet } = await carry(make(), noise, 1, T_MIN);
    const sampled = noise.map((row, i) => logNormal(row) - (logDet[i] as number));
    expect(worst(await logLikelihood(make(), x, solver(), new ode.LogSnrGrid(16)), sampled)).toBeLessThan(1e-6);
  });

  it('has the log p of the mixture, but for the mismatch of the prior at the end of its path', async () => {
    const values = await logLikelihood(mixture(), rows, solver(), new ode.LogSnrGrid(16));
    const ends = (await carry(mixture(), rows, T_MIN, 1)).x;
    const exact = rows.map((row, i) => {
      const end = ends[i] as number[];
      const mismatch = logNormal(end) - mixtureLogDensity(terms, end, SONG.alpha(1), SONG.sigma(1));
      return mixtureLogDensity(terms, row, SONG.alpha(T_MIN), SONG.sigma(T_MIN)) + mismatch;
    });
    expect(worst(values, exact)).toBeLessThan(1e-6);
  });

  it.each(kindsOf(TimeGrid))('does not know by which clock it is followed: %s', async (kind) => {
    const grid = container.build(TimeGrid, { kind, steps: 8 });
    const reference = await logLikelihood(untrained(2), rows, solver(), new ode.LogSnrGrid(16));
    expect(worst(await logLikelihood(untrained(2), rows, solver(), grid), reference)).toBeLessThan(1e-6);
  });
});
