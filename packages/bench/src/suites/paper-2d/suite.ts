import { availableParallelism } from 'node:os';
import type { ExperimentInput, Settings } from '../../laboratory/laboratory.ts';
import type { Suite, SuitePlan, SuiteSettings } from '../../suite/suite.ts';
import { HG, TY, type TrainedDataset } from '../training/data-sets.ts';
import { COSTS, GAP, LONGEST, NLL, REGRET } from '../training/quantities.ts';
import { FOURIER, RECIPES, type Recipe } from '../training/recipe.ts';
import { studyUnit } from '../training/study-unit.ts';
import { PAPER_BUDGETS, type PaperBudget } from './budgets.ts';
import { paperModels } from './models.ts';

/** The paper's two-dimensional experiments (arXiv 2306.02658), under its recipe and under a strong one, with controls. */
export const paper2dSuite: Suite = {
  name: 'paper-2d',
  title: "The paper's two-dimensional experiments",
  summary: "HG and TY under the paper's recipe and a strong one: few, many and very many intervals against single networks",
  notes: [
    'All models of a recipe share the process, tMin, the grid of the likelihood and the test rows. They make the same number of updates in all, but for three: `single-same-clock` is one network that trains as long by the clock as four on all cores, `wide` one with about as many parameters as four and as many updates as each of them, and no network makes fewer updates than the least of the budget.',
    'Regret is ½∫E‖ε̂ − ε*‖² dλ against the exact score: the nats of the variational bound that the networks lose.',
  ],
  axes: ['dataset', 'recipe', 'model'],
  quantities: [REGRET, NLL, GAP, ...COSTS, LONGEST],
  headline: REGRET.name,
  controls: ['single', 'wide', 'single-same-clock'],
  seeds: (budget) => PAPER_BUDGETS[budget].seeds,
  plan: (settings) => Promise.resolve(plan(settings)),
};

const NETWORKS = 4;

function plan({ budget: name, seeds, plugins }: SuiteSettings): SuitePlan {
  const budget = PAPER_BUDGETS[name];
  const { datasets = [HG.name, TY.name], recipes = Object.keys(RECIPES) } = budget;
  const units = seeds.flatMap((seed) =>
    [HG, TY]
      .filter((dataset) => datasets.includes(dataset.name))
      .flatMap((dataset) =>
        Object.entries(RECIPES)
          .filter(([recipe]) => recipes.includes(recipe))
          .map(([recipe, make]) =>
            studyUnit({
              name: `${dataset.name}-${recipe}-seed-${seed}`,
              seed,
              experiment: { ...experimentOn(dataset, make, budget), plugins },
              cells: cellsOf(recipe, budget),
              cell: (model) => ({ dataset: dataset.name, recipe, model }),
            }),
          ),
      ),
  );
  return { units, absent: [] };
}

function cellsOf(recipe: string, { updates, least, models }: PaperBudget): Record<string, Settings> {
  const inputs = recipe === 'strong' ? 2 * (1 + 2 * FOURIER) + 1 : 3;
  const chosen = paperModels(inputs, availableParallelism()).filter(({ name }) => models?.includes(name) ?? true);
  return Object.fromEntries(
    chosen.map(({ name, networks, settings, share = 1 }) => {
      const steps = Math.max(least, Math.round((share * NETWORKS * updates) / networks));
      return [name, { ...settings, 'training.steps': steps }];
    }),
  );
}

function experimentOn(dataset: TrainedDataset, make: Recipe, { batchSize, points, visits }: PaperBudget): ExperimentInput {
  const { training, ...recipe } = make(dataset);
  return {
    dataset: dataset.dataset,
    ...recipe,
    training: { ...training, batchSize },
    likelihood: { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 64 } },
    metrics: [{ kind: 'regret', evaluations: visits }, 'nll', 'entropy-gap'],
    evaluation: { points, samples: 0, densityGrid: 0 },
  };
}
