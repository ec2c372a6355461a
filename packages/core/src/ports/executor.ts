import { token } from '../injection/token.ts';
import type { TimeInterval } from '../time/interval.ts';
import type { Experiment } from '../experiment/schema.ts';

/** One interval's whole training. Plain JSON: it can cross a process, a queue or a cluster. */
export interface TrainJob {
  /** The run's directory. */
  readonly run: string;
  /** The resolved experiment. */
  readonly experiment: Experiment;
  readonly interval: TimeInterval;
}

/** What happens to a job, in order; `loss` is a mean over the steps since the last event. */
export type TrainEvent =
  | { readonly type: 'started'; readonly step: number }
  | { readonly type: 'progress'; readonly step: number; readonly loss: number; readonly seconds: number }
  | { readonly type: 'held-out'; readonly step: number; readonly loss: number }
  | { readonly type: 'checkpoint'; readonly step: number }
  | { readonly type: 'finished'; readonly step: number; readonly seconds: number }
  | { readonly type: 'restarted'; readonly attempt: number; readonly reason: string };

/** Tells whoever watches what happens to which job. */
export type TrainListener = (job: TrainJob, event: TrainEvent) => void;

/** What an engine knows of an interval's job, in its own words. */
export interface EngineJob {
  readonly interval: number;
  /** Its name there, such as `17_3`. */
  readonly id: string;
  readonly state: string;
  /** The machine it runs on, or why it waits. */
  readonly where: string;
  /** Whether it may still run. */
  readonly isLive: boolean;
}

/** Where TrainJobs run. */
export interface Executor {
  /**
   * Resolves when every job has finished or `signal` aborted them with their progress saved.
   * @throws PartitaError with a user's mistake; or, when aborted, with the sentence that says where jobs go on that outlive this process
   */
  run(jobs: readonly TrainJob[], listener: TrainListener, signal: AbortSignal): Promise<void>;
  /** The jobs of a run that were handed to an engine, for executors whose jobs outlive the process that asked for them. */
  find?(run: string): Promise<readonly EngineJob[]>;
  /** Ends such jobs, saved; tells which. */
  cancel?(run: string): Promise<readonly EngineJob[]>;
}

export const Executor = token<Executor>('Executor');

/** The body of a job, the same for every executor: trains from the last checkpoint to the last step. */
export type JobBody = (job: TrainJob, listener: (event: TrainEvent) => void, signal: AbortSignal) => Promise<void>;

export const JobBody = token<JobBody>('JobBody');

/** How a child process is started: its script (which takes a TrainJob from its parent) and Node's own flags. */
export interface WorkerEntry {
  readonly script: string;
  readonly nodeFlags: readonly string[];
}

export const WorkerEntry = token<WorkerEntry>('WorkerEntry');

/**
 * How an engine starts a job on any machine: the script's arguments are the run's folder and the interval's number, or the word `evaluate`; the rest it reads from
 * the run's `experiment.json` and `plan.json`. It prints `JobLine`s, saves and stops on SIGTERM and SIGUSR2, and ends with a `JOB_STATUS`.
 */
export const JobEntry = token<WorkerEntry>('JobEntry');
