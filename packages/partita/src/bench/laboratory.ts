import type { Laboratory, RunEvaluation, RunOutcome, StudyOutcome, StudyRequest } from '@partita/bench';
import { availableParallelism } from 'node:os';
import { loadRegistry } from '../plugins/load.ts';
import { evaluateStudy } from '../run/evaluate-study.ts';
import { startStudy, type Study } from '../run/start.ts';
import { trainStudy } from '../run/train.ts';
import { networkSeconds } from '../run/training-seconds.ts';
import { versions } from '../run/versions.ts';
import { countNetworks } from './count-networks.ts';
import { located } from './plugins-of.ts';
import { studyProgress } from './study-progress.ts';
import { untrainedModel } from './untrained-model.ts';

/** Partita as the laboratory of the benchmark suites. */
export const laboratory = (): Laboratory => ({
  versions: versions(),
  networks: countNetworks,
  model: untrainedModel,
  study,
  async kinds(port, plugins) {
    const registry = await loadRegistry(located(plugins));
    return registry.ports().includes(port) ? registry.components(port).map(({ kind }) => kind) : [];
  },
});

async function study({ experiment, folder, evaluate = true, listener, signal }: StudyRequest): Promise<StudyOutcome> {
  const progress = studyProgress();
  try {
    const options = { directory: folder, resume: true, listener: progress.listener, signal };
    const started = await startStudy(experiment, options);
    signal.throwIfAborted();
    const { runs } = started;
    listener(`trains ${runs.reduce((sum, { plan }) => sum + plan.length, 0)} networks of ${runs.length} models`);
    const began = performance.now();
    await trainStudy(started, options);
    const trainingClock = (performance.now() - began) / 1000;
    progress.close();
    signal.throwIfAborted();
    const evaluations = evaluate ? await evaluationsOf(started, listener) : undefined;
    const outcomes = runs.map(async (run): Promise<[string, RunOutcome]> => {
      const evaluation = evaluations?.get(run.name);
      const seconds = await networkSeconds(run);
      return [run.name, { experiment: run.experiment, plan: run.plan, networkSeconds: seconds, ...(evaluation ? { evaluation } : {}) }];
    });
    return { trainingClock, cores: availableParallelism(), runs: Object.fromEntries(await Promise.all(outcomes)) };
  } finally {
    progress.close();
    signal.throwIfAborted(); // whatever an interruption broke is no error of its own
  }
}

/** Every run's evaluation by its name. */
async function evaluationsOf(started: Study, listener: StudyRequest['listener']): Promise<Map<string, RunEvaluation>> {
  const begun = new Set<string>();
  const evaluations = await evaluateStudy(started, (run) => {
    if (begun.has(run)) return;
    begun.add(run);
    listener(`measures ${run} (${begun.size} of ${started.runs.length})`);
  });
  return new Map(evaluations.map((evaluation) => [evaluation.name, evaluation]));
}
