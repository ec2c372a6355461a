import { Backend, createContainer, intervalsFrom, Registry, Sde, segmentsOf, tokenName } from '@partita/core';
import type { OdeSolver, PartitionedScore, ScoreFunction, Sde as Process, TimeGrid } from '@partita/core';
import { ExactTrace, ProbabilityFlowLikelihood } from '@partita/likelihood';
import * as ode from '@partita/ode';
import { sdePlugin } from '@partita/sde';
import { doublePrecisionBackend, mixtureModel } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** All of production's tensor code, with nothing replaced but the width of a number. A test file starts and stops it. */
export const backend = doublePrecisionBackend();
export const container = createContainer(new Registry([sdePlugin, ode.odePlugin])).provide(Backend, backend);
export const kindsOf = (port: symbol): string[] => container.registry.components(tokenName(port)).map(({ kind }) => kind);

export const T_MIN = 1e-3;
export const SONG = container.build(Sde, { kind: 'vp', betaMin: 0.1, betaMax: 20 });
export const edges = (sde: Process): number[] => [T_MIN, ...[0.05, 0.4, 1].map((part) => part * sde.horizon)];
export const terms = [
  { weight: 0.6, mean: [-0.8, 0.4], variance: [0.08, 0.2] },
  { weight: 0.4, mean: [0.9, -0.2], variance: [0.3, 0.1] },
];
export const rows = [
  [-0.9, 0.5],
  [0.3, 0.3],
  [1.4, -0.6],
];
export const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number))));

/** Networks that have learned nothing, another in each interval: whatever they say, the flow is a density. */
export function untrained(dimension: 1 | 2): PartitionedScore {
  const wave = (shape: [number, number], phase: number): Tensor2D =>
    tf.tensor2d(
      Array.from({ length: shape[0] * shape[1] }, (_, i) => Math.sin(1 + phase + 2.7 * i)),
      shape,
    );
  const score: ScoreFunction = ({ inner, outer }, x, { alpha, sigma, t }) => {
    const spread = tf.add(tf.mul(0.5, tf.square(alpha)), tf.square(sigma));
    const hidden = tf.tanh(tf.add(tf.matMul(x, inner as Tensor2D), tf.mul(2, t)));
    return tf.div(tf.sub(tf.matMul(hidden, outer as Tensor2D), x), spread);
  };
  const segments = segmentsOf(intervalsFrom(edges(SONG)), T_MIN, 1).map((segment, k) => ({
    ...segment,
    score,
    parameters: { inner: wave([dimension, 8], k), outer: tf.mul<Tensor2D>(0.15, wave([8, dimension], k + 5)) },
  }));
  return { sde: SONG, tMin: T_MIN, dimension, segments };
}

export const mixture = (dimension: 1 | 2 = 2, sde = SONG): PartitionedScore =>
  mixtureModel(
    terms.map(({ weight, mean, variance }) => ({ weight, mean: mean.slice(0, dimension), variance: variance.slice(0, dimension) })),
    intervalsFrom(edges(sde)),
    T_MIN,
    sde,
  );

export const tsitouras = (): OdeSolver => new ode.RungeKuttaSolver({ tableau: ode.withoutErrorStages(ode.tsitourasTableau), backend });
export const adaptive = (tableau: ode.EmbeddedTableau, tolerance: number): OdeSolver =>
  new ode.AdaptiveRungeKuttaSolver({ tableau, backend, relative: tolerance, absolute: tolerance, minStep: 1e-9, maxSteps: 100_000 });
export async function logLikelihood(
  model: PartitionedScore,
  x: readonly (readonly number[])[],
  solver: OdeSolver,
  grid: TimeGrid,
): Promise<Float64Array> {
  const { values } = await new ProbabilityFlowLikelihood({ solver, grid, trace: new ExactTrace() }).logLikelihood(
    model,
    Float32Array.from(x.flat()),
  );
  return values;
}
