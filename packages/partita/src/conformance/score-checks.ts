import { Dataset, LikelihoodEstimator, Sampler, type Backend, type ComponentSpec } from '@partita/core';
import { untrainedScore, type UntrainedScore } from '../composition/untrained-score.ts';
import type { Check, Subject } from './check.ts';
import { worstError } from './numbers.ts';
import { piecesOf, type Pieces } from './short-training.ts';

const GRID = { kind: 'log-snr', steps: 8 };
const ROWS = 32;

/** Samples and likelihoods of a model that is exact without training, in few steps: the way is what is examined, not where it ends. */
export const scoreChecks = (): Check[] => [
  ...[{ kind: 'probability-flow' }, { kind: 'euler-maruyama' }, { kind: 'dpm-solver-pp' }].map(
    (sampler): Check => compared('sampling', sampler, async ({ container }, score) => {
      const { values } = await container.build(Sampler, { ...sampler, grid: GRID }).sample(score, { count: ROWS, seed: 0 });
      return values;
    }),
  ),
  ...['exact', 'hutchinson'].map(
    (trace): Check => compared('likelihood', { kind: `trace ${trace}` }, async ({ container, experiment }, score) => {
      const estimator = container.build(LikelihoodEstimator, { kind: 'probability-flow', grid: GRID, trace });
      const rows = await container.resolve(Dataset).batch({ split: 'test', seed: experiment.seed, index: 0, size: ROWS });
      const { values } = await estimator.logLikelihood(score, rows);
      return values;
    }),
  ),
]; // prettier-ignore

type Answer = (pieces: Pieces, score: UntrainedScore) => Promise<ArrayLike<number>>;

const compared = (group: string, { kind }: ComponentSpec, answer: Answer): Check => ({
  group,
  name: kind,
  tolerance: 1e-4,
  measure: async (subject) =>
    worstError(await answerOn(subject.backend, subject, answer), await answerOn(subject.reference, subject, answer)),
});

async function answerOn(backend: Backend, subject: Subject, answer: Answer): Promise<ArrayLike<number>> {
  await backend.start();
  const pieces = piecesOf(subject, backend, { updates: 1, network: 'analytic', dataset: 'gaussian-mixture' });
  const score = untrainedScore(pieces.container, pieces.experiment);
  try {
    return await answer(pieces, score);
  } finally {
    score.dispose();
  }
}
