import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assign, describeOptions, PartitaError, resolveExperiment } from '@partita/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createPartita } from '../src/index.ts';
import { loadRegistry } from '../src/plugins/load.ts';
import { planWithoutPilot } from '../src/run/plan.ts';
import { draftRun, plannedRun } from '../src/run/run.ts';
import { pairwise, type Row } from './pairwise.ts';

/** Every built-in component that takes part in the mathematics, chosen beside every other one at least once. */
const registry = await loadRegistry();
const kinds = (port: string): string[] => registry.components(port).map(({ kind }) => kind);
const FACTORS: Readonly<Record<string, readonly string[]>> = {
  sde: kinds('Sde'),
  network: registry.components('ScoreNetwork').flatMap(({ kind, small }) => (small ? [] : [kind])), // large ones are for images
  prediction: kinds('Prediction'),
  weighting: kinds('Weighting'),
  times: kinds('TimeSampling'),
  averaging: kinds('Averaging'),
  schedule: kinds('LearningRate'),
  partition: kinds('Partition'),
  sampler: kinds('Sampler'),
  'sampler.solver': kinds('OdeSolver'),
  'sampler.grid': kinds('TimeGrid'),
  'likelihood.solver': kinds('OdeSolver'),
  'likelihood.grid': kinds('TimeGrid'),
  'likelihood.trace': kinds('TraceEstimator'),
};

const TINY = {
  dataset: 'gaussian',
  tMin: 1e-3,
  training: { steps: 3, batchSize: 8, heldOutBatches: 1 },
  executor: 'inline',
  evaluation: { points: 4, samples: 4, densityGrid: 0 },
};

/** Options that keep a run short, and hardly trained networks within bounds, where a component has them. */
const SHORT: Readonly<Record<string, number>> = { steps: 6, points: 3, intervals: 2, relative: 0.1, absolute: 0.1, sigmaMax: 3 };
const optionsOf = (port: string, kind: string): string[] => {
  const component = registry.components(port).find((each) => each.kind === kind);
  return component ? describeOptions(component).map(({ name }) => name) : [];
};
const shortly = (port: string, kind: string): Record<string, unknown> => {
  const options = optionsOf(port, kind);
  return { kind, ...Object.fromEntries(Object.entries(SHORT).filter(([option]) => options.includes(option))) };
};
const PORTS: Readonly<Record<string, string>> = { sde: 'Sde', partition: 'Partition', solver: 'OdeSolver', grid: 'TimeGrid' };

/** The experiment of a row. Options that a component has not are left out: only the probability flow has a solver. */
function experimentOf(row: Row): Record<string, unknown> {
  return Object.entries(row).reduce<Record<string, unknown>>((experiment, [path, kind]) => {
    const [owner = '', option] = path.split('.');
    if (option === undefined) return assign(experiment, path, PORTS[path] ? shortly(PORTS[path], kind) : kind);
    const port = owner === 'sampler' ? 'Sampler' : 'LikelihoodEstimator';
    if (!optionsOf(port, row[owner] ?? 'probability-flow').includes(option)) return experiment;
    return assign(experiment, path, PORTS[option] ? shortly(PORTS[option], kind) : { kind });
  }, TINY);
}

/** What makes a row impossible, if anything: said when the experiment is resolved or its pieces are made, before anything is written. */
async function refusal(row: Row): Promise<string | undefined> {
  try {
    const experiment = resolveExperiment(experimentOf(row), registry);
    const draft = draftRun('any', scratch, experiment, registry);
    const plan = await planWithoutPilot(draft.pieces, experiment);
    if (plan) plannedRun(draft, plan);
    return undefined;
  } catch (error) {
    if (error instanceof PartitaError) return error.message;
    throw error;
  }
}

const scratch = await mkdtemp(join(tmpdir(), 'partita-matrix-'));
const { rows, left } = await pairwise(FACTORS, async (row) => (await refusal(row)) === undefined);
const partita = createPartita();

describe(`every pair of components, in ${rows.length} experiments`, () => {
  it.each(rows.map((row, i) => [i, Object.values(row).join(' · '), row] as const))('%i: %s', { timeout: 60_000 }, async (i, _name, row) => {
    const run = await partita.train(experimentOf(row), { out: join(scratch, String(i)) });
    const { measurements } = await run.evaluate();
    expect(measurements['nll']?.value).toEqual(expect.any(Number));
    expect(Number.isNaN(measurements['nll']?.value)).toBe(false);
    expect((await run.sample(3, 1)).every(Number.isFinite)).toBe(true);
  });
});

describe('pairs that make no sense', () => {
  it('are refused, with a reason and the nearest choice', async () => {
    const reasons = await Promise.all(left.map(async (pair) => [Object.values(pair).join(' with '), await refusal({ ...pair })] as const));
    for (const [pair, reason] of reasons) expect(reason, pair).toMatch(/^[\w.[\]]+: .+; .+\.$/);
    expect(reasons.map(([pair]) => pair)).toEqual(['analytic with edm', 'analytic with heterogeneous']);
  });
});

afterAll(() => rm(scratch, { recursive: true, force: true }));
