import { createContainer, OdeSolver, Partition, Registry, Sde, tokenName } from '@partita/core';
import { likelihoodPlugin } from '@partita/likelihood';
import * as ode from '@partita/ode';
import { partitionsPlugin } from '@partita/partitions';
import { sdePlugin } from '@partita/sde';
import {
  type ButcherTable,
  type Gaussian,
  gaussianLogLikelihood,
  gaussianModel,
  logNormal,
  mixtureLogDensity,
  planContext,
  referenceBackend,
} from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { flowInDouble, mixtureScore } from './double-flow.ts';
import { pointwiseLogLikelihood } from './pointwise.ts';

/**
 * log p against closed forms for every process × partition × solver there is: new ones join by themselves. Production's nodes,
 * coefficients and tables, with host arithmetic in double precision; `double-precision.test.ts` ties the tensor code to it.
 */
beforeAll(() => referenceBackend().start());
const container = createContainer(new Registry([sdePlugin, partitionsPlugin, ode.odePlugin, likelihoodPlugin]));
const kindsOf = (port: symbol): string[] => container.registry.components(tokenName(port)).map(({ kind }) => kind);

/** Few points, so that halving the steps between them halves nearly all steps. */
const specOf = (partition: string) => {
  const { shape } = container.registry.find(Partition, partition).options as { shape: object };
  return { kind: partition, ...('points' in shape && { points: 4 }) };
};

const tableauOf = (kind: string): ButcherTable & { readonly order: number } => {
  const name = `${kind.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Tableau` as keyof typeof ode;
  return ode[name] as unknown as ButcherTable & { readonly order: number };
};

const T_MIN = 1e-3;
const data: Gaussian = { mean: [0.5, -0.3], variance: [0.25, 0.04] };
const rows = [
  [0.7, -0.2],
  [1.6, 0.3],
];

/** The errors in nats of the rows' log p on grids of so many steps, and what is true: networks of points have a density of their own. */
async function errorsOf(sdeKind: string, partition: string, solver: string, steps: readonly number[]): Promise<number[]> {
  const sde = container.build(Sde, sdeKind);
  const plan = await container.build(Partition, specOf(partition)).plan(planContext({ sde, tMin: T_MIN }));
  const model = gaussianModel(data, plan, T_MIN, sde);
  const score = mixtureScore([{ weight: 1, ...data }]);
  const isPointwise = model.segments.some(({ point }) => point !== undefined);
  const edges = [T_MIN, ...model.segments.map(({ end }) => end)];
  const truth = rows.map((row) =>
    isPointwise ? pointwiseLogLikelihood(data, row, edges, sde) : gaussianLogLikelihood(data, row, T_MIN, sde),
  );
  tf.dispose(model.parameters);
  return steps.map((count) => {
    const errors = rows.map((row, i) => {
      const { x, logDet } = flowInDouble(model, { grid: new ode.LogSnrGrid(count), tableau: tableauOf(solver), score }, row);
      return Math.abs(logNormal([...x], sde.priorSigma) + logDet - (truth[i] as number));
    });
    return Math.max(...errors);
  });
}

describe.each(kindsOf(Sde))('log p of a Gaussian under %s, in double precision', (sde) => {
  for (const partition of kindsOf(Partition))
    for (const solver of kindsOf(OdeSolver)) {
      const { order } = tableauOf(solver);
      if (order >= 4)
        it(`${partition} × ${solver}: within 1e-6 nats of the closed form`, async () => {
          const [error] = (await errorsOf(sde, partition, solver, [order === 4 ? 400 : 200])) as [number];
          expect(error).toBeLessThan(1e-6);
        });
      else
        it(`${partition} × ${solver}: converges to the closed form at order ${order}`, async () => {
          const [coarse, fine] = (await errorsOf(sde, partition, solver, [400, 800])) as [number, number];
          expect(Math.abs(Math.log2(coarse / fine) - order), `errors ${coarse} and ${fine}`).toBeLessThan(0.15);
        });
    }
});

describe.each(kindsOf(Sde))('log p of mixtures under %s, in double precision', (kind) => {
  const sde = container.build(Sde, kind);
  const mixtures = {
    'one dimension': [
      { weight: 2 / 3, mean: [-0.8], variance: [0.05] },
      { weight: 1 / 3, mean: [1], variance: [0.2] },
    ],
    'two dimensions': [
      { weight: 1 / 6, mean: [1, -0.5], variance: [0.04, 0.3] },
      { weight: 3 / 6, mean: [-1, 0.2], variance: [0.1, 0.1] },
      { weight: 2 / 6, mean: [0, 1], variance: [0.2, 0.05] },
    ],
  };

  it.each(Object.entries(mixtures))('%s: the log-determinant is log p at tMin − log p at T, within 1e-6 nats', async (_name, terms) => {
    const dimension = terms[0]?.mean.length as number;
    const plan = await container.build(Partition, 'equal').plan(planContext({ sde, tMin: T_MIN }));
    const model = gaussianModel(
      { mean: new Array<number>(dimension).fill(0), variance: new Array<number>(dimension).fill(1) },
      plan,
      T_MIN,
      sde,
    );
    tf.dispose(model.parameters);
    const density = (x: ArrayLike<number>, t: number): number => mixtureLogDensity(terms, x, sde.alpha(t), sde.sigma(t));
    for (const row of [
      [-0.9, 0.3],
      [0.4, 0.1],
      [1.2, -0.6],
    ].map((each) => each.slice(0, dimension))) {
      const { x, logDet } = flowInDouble(
        model,
        { grid: new ode.LogSnrGrid(800), tableau: ode.rk4Tableau, score: mixtureScore(terms) },
        row,
      );
      expect(Math.abs(density(x, sde.horizon) + logDet - density(row, T_MIN))).toBeLessThan(1e-6);
    }
  });
});
