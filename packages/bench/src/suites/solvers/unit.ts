import { Backend, Dataset, LikelihoodEstimator, Metric, Sampler, type ComponentSpec, type Samples } from '@partita/core';
import type { UntrainedModel } from '../../laboratory/laboratory.ts';
import { exactly, type Row, type RowValue } from '../../result/row.ts';
import type { Unit } from '../../suite/suite.ts';
import type { Method } from './methods.ts';

export interface SolverBudget {
  readonly samples: number;
  /** Evaluations of the score at which methods are compared, each twice the one before. */
  readonly evaluations: readonly number[];
  /** Steps of the reference. */
  readonly reference: number;
}

interface Settings {
  readonly seed: number;
  readonly plugins: readonly string[];
  readonly budget: SolverBudget;
}

/** Steps with which a method is asked how often it evaluates the score. */
const TRIAL = 16;

/** A method whose finest path ends further off than this draws noise on its way. */
const ASTRAY = 0.2;

/** All methods from the same noise. */
export function solverUnit(methods: readonly Method[], { seed, plugins, budget }: Settings): Unit {
  const experiment = { dataset: 'gaussian-mixture', network: 'analytic', plugins };
  return {
    name: `seed-${seed}`,
    input: { seed, budget, experiment, methods: methods.map(({ name, spec }) => [name, spec(TRIAL)]) },
    async run({ laboratory, listener, signal }) {
      const model = await laboratory.model(experiment);
      try {
        const draw = (spec: ComponentSpec, count = budget.samples): Promise<Samples> =>
          model.pieces.build(Sampler, spec).sample(model.score, { count, seed, signal });
        const reference = await draw({
          kind: 'probability-flow',
          solver: { kind: 'rk4' },
          grid: { kind: 'log-snr', steps: budget.reference },
        });
        const rows: Row[] = [];
        for (const { name, spec } of methods) {
          listener(name);
          const perStep = (await draw(spec(TRIAL), 2)).evaluations / TRIAL;
          const found: { level: number; evaluations: number; path: RowValue; distance: RowValue }[] = [];
          for (const evaluations of budget.evaluations) {
            const steps = Math.max(1, Math.round(evaluations / perStep));
            const samples = await draw(spec(steps));
            const path = pathError(samples.values, reference.values, model.score.dimension);
            found.push({ level: evaluations, evaluations: samples.evaluations, path, distance: await distance(model, samples, seed) });
          }
          const followsFlow = (found.at(-1)?.path.value ?? Infinity) < ASTRAY;
          found.forEach(({ level, evaluations, path, distance }, i) => {
            const before = found[i - 1];
            const order = before && Math.log2(before.path.value / path.value) / Math.log2(evaluations / before.evaluations);
            rows.push({
              cell: { sampler: name, evaluations: String(level) },
              seed,
              values: {
                evaluations: exactly(evaluations),
                distance,
                ...(followsFlow ? { 'path-error': path } : {}),
                ...(followsFlow && order !== undefined ? { order: exactly(order) } : {}),
              },
            });
          });
        }
        return { rows };
      } finally {
        await model.close();
      }
    },
  };
}

/** The root mean square distance per coordinate, with the error that the choice of samples leaves (delta method). */
function pathError(samples: Float32Array, reference: Float32Array, dimension: number): RowValue {
  const count = samples.length / dimension;
  const squares = Array.from({ length: count }, (_, row) => {
    let sum = 0;
    for (let i = row * dimension; i < (row + 1) * dimension; i++) sum += ((samples[i] as number) - (reference[i] as number)) ** 2;
    return sum / dimension;
  });
  const mean = squares.reduce((sum, value) => sum + value, 0) / count;
  const variance = squares.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const value = Math.sqrt(mean);
  return { value, standardError: value > 0 ? Math.sqrt(variance / count) / (2 * value) : 0 };
}

async function distance({ pieces, score }: UntrainedModel, { values }: Samples, seed: number): Promise<RowValue> {
  const dataset = pieces.resolve(Dataset);
  const count = values.length / score.dimension;
  const likelihood = pieces.resolve(LikelihoodEstimator);
  const testRows = (): Promise<Float32Array> => dataset.batch({ split: 'test', seed, index: 0, size: count });
  const measured = await pieces.build(Metric, { kind: 'sliced-wasserstein', rows: count }).measure({
    dataset,
    score,
    backend: pieces.resolve(Backend),
    likelihood,
    seed,
    testRows,
    testLogLikelihood: async () => (await likelihood.logLikelihood(score, await testRows())).values,
    samples: () => Promise.resolve(values),
  });
  return { value: measured?.value ?? NaN, standardError: measured?.standardError ?? NaN };
}
