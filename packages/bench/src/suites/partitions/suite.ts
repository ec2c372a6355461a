import type { ExperimentInput, Laboratory, Settings } from '../../laboratory/laboratory.ts';
import type { Suite, SuitePlan, SuiteSettings } from '../../suite/suite.ts';
import { DATASETS, type TrainedDataset } from '../training/data-sets.ts';
import { withEqualUpdates } from '../training/equal-updates.ts';
import { COSTS, GAP, REGRET } from '../training/quantities.ts';
import { FOURIER, strongRecipe } from '../training/recipe.ts';
import { studyUnit } from '../training/study-unit.ts';
import { widened } from '../training/widened.ts';
import { PARTITIONS_BUDGETS, type PartitionsBudget } from './budgets.ts';
import { contestantsAmong, NETWORKS, type Contestant } from './contestants.ts';

/** Every strategy at equal updates, against one network and against one with as many parameters as four. */
export const partitionsSuite: Suite = {
  name: 'partitions',
  title: 'Partition strategies at equal budget',
  summary: 'every strategy that cuts time, and every budget, at equal total updates on five data sets, against single networks',
  notes: [
    'All models make the same number of updates, shared among their networks; `wide` is one network with about as many parameters as four and a quarter of the updates, which is about as much computing.',
    '`proportional` and `neyman` are budgets on the cuts of `equal-log-snr`; `warm-chain, neyman` is both at once.',
    'Regret is ½∫E‖ε̂ − ε*‖² dλ against the exact score: the nats of the variational bound that the networks lose.',
    'Strategies that look at a pilot network share one per data set and seed, whose updates come on top.',
  ],
  axes: ['dataset', 'strategy'],
  quantities: [REGRET, GAP, ...COSTS],
  headline: REGRET.name,
  controls: ['single', 'wide', 'paper-a', 'paper-b'],
  seeds: (budget) => PARTITIONS_BUDGETS[budget].seeds,
  plan,
};

async function plan({ budget: name, seeds, plugins }: SuiteSettings, laboratory: Laboratory): Promise<SuitePlan> {
  const budget = PARTITIONS_BUDGETS[name];
  const { ours, foreign, absent } = contestantsAmong(
    await laboratory.kinds('Partition', plugins),
    await laboratory.kinds('Budget', plugins),
  );
  const { datasets = DATASETS.map((each) => each.name), contestants = ours.map((each) => each.name) } = budget;
  const chosen = [...ours.filter((each) => contestants.includes(each.name)), ...foreign];
  const studies = await Promise.all(
    DATASETS.filter((each) => datasets.includes(each.name)).map(async (dataset) => {
      const experiment = { ...experimentOn(dataset, budget), plugins };
      return { dataset: dataset.name, experiment, cells: await cellsOf(dataset, experiment, chosen, budget, laboratory) };
    }),
  );
  // One seed of every data set before the next: what is there after an interruption is a whole comparison.
  const units = seeds.flatMap((seed) =>
    studies.map(({ dataset, experiment, cells }) =>
      studyUnit({ name: `${dataset}-seed-${seed}`, seed, experiment, cells, cell: (strategy) => ({ dataset, strategy }) }),
    ),
  );
  return { units, absent };
}

async function cellsOf(
  { dimension, isPlanar }: TrainedDataset,
  experiment: ExperimentInput,
  contestants: readonly Contestant[],
  { updates, pilot }: PartitionsBudget,
  laboratory: Laboratory,
): Promise<Record<string, Settings>> {
  const inputs = dimension * (isPlanar ? 1 + 2 * FOURIER : 1) + 1;
  const cells: Record<string, Settings> = {};
  const shares = { total: NETWORKS * updates, assumed: NETWORKS };
  for (const { name, settings, pilot: looks } of contestants)
    cells[name] = {
      ...(await withEqualUpdates(laboratory, experiment, settings, shares)),
      ...(looks ? { 'pilot.steps': pilot } : {}),
    };
  const wide = { partition: { kind: 'single' }, 'network.widths': widened(NETWORKS, inputs, dimension), 'training.steps': updates };
  const { single, ...others } = cells;
  return { ...(single ? { single } : {}), wide, ...others };
}

/** What all cells on a data set share; little is measured, so that measuring takes less time than training. */
function experimentOn(dataset: TrainedDataset, { batchSize, points, visits }: PartitionsBudget): ExperimentInput {
  const { training, ...recipe } = strongRecipe(dataset);
  return {
    dataset: dataset.dataset,
    ...recipe,
    training: { ...training, batchSize },
    likelihood: { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 32 } },
    metrics: [{ kind: 'regret', evaluations: visits }, 'entropy-gap'],
    evaluation: { points, samples: 0, densityGrid: 0 },
  };
}
