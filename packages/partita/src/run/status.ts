import { hostname } from 'node:os';
import { eventsPath, readClaim, readEvents } from '@partita/checkpoints';
import { CheckpointStore, Executor, PartitaError, stepsOf, type EngineJob, type TimeInterval } from '@partita/core';
import { isTrained } from '@partita/training';
import type { Run } from './run.ts';

/** How far the training of an interval is. */
export interface IntervalStatus {
  readonly interval: number;
  readonly start: number;
  readonly end: number;
  /** `done`, `running`, `stopped` on the way, `waiting` to begin, `damaged`; or what an engine calls a job that is live there. */
  readonly state: string;
  /** The last step it told of. */
  readonly step: number;
  readonly steps: number;
  /** The mean loss of the last steps that it told of. */
  readonly loss: number | null;
  /** Where it runs or waits, if it does. */
  readonly where: string;
}

/** How far a run is, by its files, and by the engine that it was handed to if there is one. */
export async function statusOf(run: Run): Promise<IntervalStatus[]> {
  const jobs = (await run.pieces.resolve(Executor).find?.(run.directory)) ?? [];
  const live = new Map(jobs.filter(({ isLive }) => isLive).map((job) => [job.interval, job]));
  const found: IntervalStatus[] = [];
  for (const interval of run.plan) found.push(await intervalStatus(run, interval, live.get(interval.index))); // one checkpoint in memory at a time
  return found;
}

async function intervalStatus(run: Run, interval: TimeInterval, job: EngineJob | undefined): Promise<IntervalStatus> {
  const { index, start, end, patience } = interval;
  const steps = stepsOf(run.experiment, interval);
  const events = await readEvents(eventsPath(run.directory, index));
  const last = events.findLast((event) => event.type === 'progress');
  const saved = await run.pieces
    .resolve(CheckpointStore)
    .load(index)
    .then((checkpoint) => checkpoint?.metadata ?? {}, ifDamaged);
  const step = Math.max(Number(saved?.['step'] ?? 0), last?.step ?? 0);
  const common = { interval: index, start, end, step, steps, loss: last?.loss ?? null };

  if (job) return { ...common, state: job.state.toLowerCase(), where: `${job.where} (${job.id})` };
  if (saved === undefined) return { ...common, state: 'damaged', where: '' };
  if (isTrained(saved, steps, patience)) return { ...common, state: 'done', where: '' };
  const claim = await readClaim(run.directory, index);
  if (claim?.host === hostname() && isAlive(claim.pid))
    return { ...common, state: 'running', where: `${claim.host} (process ${claim.pid})` };
  return { ...common, state: step > 0 ? 'stopped' : 'waiting', where: '' };
}

function ifDamaged(error: unknown): undefined {
  if (!(error instanceof PartitaError)) throw error;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
