import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { intervalDirectory } from '@partita/checkpoints';
import { experimentHash, LikelihoodEstimator, Sampler, type Container, type PartitionedScore } from '@partita/core';
import type { Environment } from '@partita/executor-local';
import { EvaluatorProcess } from '../evaluator-process.ts';
import type { Run } from '../run.ts';
import { runFiles } from '../run-files.ts';
import { versions } from '../versions.ts';
import { doBatch, type Batch, type BatchResult } from './batch.ts';
import { BatchStore } from './batch-store.ts';
import { batchedLikelihood, batchedSampler } from './batched.ts';
import { Lanes } from './lanes.ts';

export interface EvaluationWork {
  /** Processes that share the batches; with 1 they are done in this one. */
  readonly workers: number;
  /** What each process has in its environment, in turn. */
  readonly places: readonly Environment[];
  readonly listener: (doing: string) => void;
  readonly signal: AbortSignal;
}

/** A run's pieces, but with a likelihood and a sampler that work in batches, and remember those that are done. */
export interface EvaluationPieces {
  readonly pieces: Container;
  /** Forgets what was done, once it is not needed any more. */
  finish(): Promise<void>;
  /** Lets other processes go. */
  leave(): void;
}

/** Someone who does batches. */
type Worker = (batch: Batch) => Promise<BatchResult>;

export async function evaluationPieces(run: Run, score: PartitionedScore, work: EvaluationWork): Promise<EvaluationPieces> {
  const { pieces, experiment, directory } = run;
  const processes = work.workers === 1 ? [] : startProcesses(directory, work);
  const workers: Worker[] =
    processes.length === 0
      ? [(batch) => doBatch(pieces, score, batch, work.signal)]
      : processes.map((each) => (batch) => each.batch(directory, batch, work.signal));
  const lanes = new Lanes(workers);
  const store = new BatchStore(runFiles(directory).batches, await identityOf(run));

  const doBatches = async (batches: readonly Batch[]): Promise<readonly BatchResult[]> => {
    let done = 0;
    return lanes.all(batches, async (worker, batch) => {
      const known = await store.find(batch);
      const result = known ?? (await worker(batch));
      if (!known) await store.save(batch, result);
      done += 1;
      if (batches.length > 1) work.listener(`${batch.task}, ${done} of ${batches.length} batches`);
      return result;
    });
  };
  const { batch: size } = experiment.evaluation;
  return {
    pieces: pieces
      .child()
      .provide(LikelihoodEstimator, batchedLikelihood(pieces.resolve(LikelihoodEstimator), score, size, doBatches))
      .provide(Sampler, batchedSampler(pieces.resolve(Sampler), score, size, doBatches)),
    finish: () => store.clear(),
    leave: () => processes.forEach((each) => each.leave()),
  };
}

const startProcesses = (directory: string, { workers, places }: EvaluationWork): EvaluatorProcess[] =>
  Array.from({ length: workers }, (_, i) => new EvaluatorProcess(directory, places[i % places.length] ?? {}));

/** All that a batch's result depends on beside the batch: the weights by experiment and file, how it is measured, and by which program. */
async function identityOf({ experiment, plan, directory }: Run): Promise<string> {
  const { likelihood, sampler } = experiment;
  const files = await Promise.all(
    plan.map(async ({ index }) => {
      const found = await stat(join(intervalDirectory(directory, index), 'checkpoint.safetensors')).catch(() => undefined);
      return found && [found.size, found.mtimeMs];
    }),
  );
  return JSON.stringify([experimentHash(experiment), likelihood, sampler, files, versions()]);
}
