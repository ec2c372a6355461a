import { dirname, join } from 'node:path';
import { readCheckpoint } from '@partita/checkpoints';
import { CheckpointStore, experimentHash, PartitaError, stepsOf, type Checkpoint, type TimeInterval } from '@partita/core';
import { requireIdentity } from '@partita/training';
import { hasTrained } from '../composition/load-score.ts';
import type { Run } from './run.ts';

/** What is wrong with the checkpoints of an interval. */
export interface IntervalVerdict {
  readonly interval: number;
  /** Whether it has a valid final checkpoint. */
  readonly isTrained: boolean;
  /** Sentences; damage of an older checkpoint is among them. */
  readonly faults: readonly string[];
}

/** Reads every checkpoint of a run and checks its checksum, whose it is, and whether it is the last. */
export async function verifyRun(run: Run): Promise<IntervalVerdict[]> {
  const verdicts: IntervalVerdict[] = [];
  for (const interval of run.plan) verdicts.push(await verifyInterval(run, interval));
  return verdicts;
}

async function verifyInterval({ pieces, experiment }: Run, interval: TimeInterval): Promise<IntervalVerdict> {
  const { index, start, end } = interval;
  const newest = pieces.resolve(CheckpointStore).describe(index);
  const identity = { experiment: experimentHash(experiment), interval: index, start, end, seed: experiment.seed };
  const faults: string[] = [];
  const valid = async (path: string): Promise<Checkpoint | undefined> => {
    try {
      const checkpoint = await readCheckpoint(path);
      if (checkpoint) requireIdentity(checkpoint, identity, `'${path}'`);
      return checkpoint;
    } catch (error) {
      if (!(error instanceof PartitaError)) throw error;
      faults.push(error.message);
      return undefined;
    }
  };
  const last = await valid(newest);
  await valid(join(dirname(newest), 'checkpoint.previous.safetensors'));
  const isFinal = last !== undefined && hasTrained(last, experiment, interval);
  if (last && !isFinal) faults.push(`'${newest}' is at step ${last.metadata['step'] ?? 0} of ${stepsOf(experiment, interval)}.`);
  if (!last && faults.length === 0) faults.push(`'${newest}' is missing.`);
  return { interval: index, isTrained: isFinal, faults };
}
