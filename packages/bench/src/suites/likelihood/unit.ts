import { Dataset, LikelihoodEstimator, type ComponentSpec } from '@partita/core';
import type { UntrainedModel } from '../../laboratory/laboratory.ts';
import { exactly, type Row, type RowValue } from '../../result/row.ts';
import type { Unit } from '../../suite/suite.ts';
import type { TrainedDataset } from '../training/data-sets.ts';
import { ESTIMATORS } from './estimators.ts';

export interface LikelihoodBudget {
  /** Rows that are tested. */
  readonly rows: number;
  /** Draws of the estimator's directions. */
  readonly repeats: number;
  /** Vector-Jacobian products of an estimate, multiples of 3. */
  readonly products: readonly number[];
  readonly steps: number;
}

interface Settings {
  readonly seed: number;
  readonly plugins: readonly string[];
  readonly budget: LikelihoodBudget;
}

/** All estimators on the same rows. */
export function likelihoodUnit({ name, dataset, dimension }: TrainedDataset, { seed, plugins, budget }: Settings): Unit {
  const experiment = { dataset, network: 'analytic', plugins };
  return {
    name: `${name}-seed-${seed}`,
    input: { seed, budget, experiment },
    async run({ laboratory, listener, signal }) {
      const model = await laboratory.model(experiment);
      try {
        const rows = await model.pieces.resolve(Dataset).batch({ split: 'test', seed, index: 0, size: budget.rows });
        const estimate = estimator(model, rows, budget, signal);
        listener('exact');
        await estimate({ kind: 'exact' }, 0); // compiles
        const exact = await estimate({ kind: 'exact' }, 0);
        const place = (estimatorName: string, products: number): Pick<Row, 'cell' | 'seed'> => ({
          cell: { dataset: name, estimator: estimatorName, products: String(products) },
          seed,
        });
        const found: Row[] = [
          {
            ...place('exact', dimension),
            values: { cost: exactly(exact.evaluations * dimension), spread: exactly(0), bias: exactly(0), clock: exactly(exact.clock) },
          },
        ];
        for (const { name: estimatorName, trace } of ESTIMATORS)
          for (const products of budget.products) {
            listener(`${estimatorName}, ${products} products`);
            await estimate(trace(products), seed); // compiles
            const draws = [];
            for (let repeat = 0; repeat < budget.repeats; repeat++)
              draws.push(await estimate(trace(products), seed * budget.repeats + repeat));
            found.push({
              ...place(estimatorName, products),
              values: {
                cost: exactly((draws[0]?.evaluations ?? NaN) * products),
                ...errors(
                  draws.map(({ values }) => values),
                  exact.values,
                ),
                clock: exactly(Math.min(...draws.map(({ clock }) => clock))),
              },
            });
          }
        return { rows: found };
      } finally {
        await model.close();
      }
    },
  };
}

/** Log p of the rows by a trace, with milliseconds per row. */
function estimator({ pieces, score }: UntrainedModel, rows: Float32Array, { steps, rows: count }: LikelihoodBudget, signal: AbortSignal) {
  return async (trace: ComponentSpec, seed: number) => {
    const likelihood = pieces.build(LikelihoodEstimator, { kind: 'probability-flow', trace, grid: { kind: 'log-snr', steps } });
    const began = performance.now();
    const { values, evaluations } = await likelihood.logLikelihood(score, rows, { seed, signal });
    return { values, evaluations, clock: (performance.now() - began) / count };
  };
}

/** Over draws: the spread of a row's estimates as a root mean square over rows, and the mean difference to the truth. */
function errors(draws: readonly Float64Array[], truth: Float64Array): { spread: RowValue; bias: RowValue } {
  const rows = Array.from(truth, (exact, row) => {
    const differences = draws.map((values) => (values[row] as number) - exact);
    const mean = differences.reduce((sum, value) => sum + value, 0) / draws.length;
    return { mean, variance: differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws.length - 1) };
  });
  const variance = meanAndError(rows.map((row) => row.variance));
  const spread = Math.sqrt(variance.value);
  return {
    spread: { value: spread, standardError: spread > 0 ? variance.standardError / (2 * spread) : 0 },
    bias: meanAndError(rows.map(({ mean }) => mean)),
  };
}

function meanAndError(values: readonly number[]): RowValue {
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - value) ** 2, 0) / (values.length - 1);
  return { value, standardError: Math.sqrt(variance / values.length) };
}
