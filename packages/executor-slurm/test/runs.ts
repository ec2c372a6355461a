import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Executor, TrainJob } from '@partita/core';
import { onTestFinished } from 'vitest';

/** A fresh run directory that is gone after the test. */
export function temporaryRun(): string {
  const run = mkdtempSync(join(tmpdir(), 'partita-'));
  onTestFinished(() => rmSync(run, { recursive: true, force: true, maxRetries: 10 }));
  return run;
}

/** Jobs of as many steps each. */
export const makeJobs = (run: string, steps: readonly number[], name = 'scripted'): TrainJob[] =>
  steps.map((count, index) => ({
    run,
    experiment: { name, training: { steps: count } } as unknown as TrainJob['experiment'],
    interval: { index, start: index / 10, end: (index + 1) / 10, steps: count },
  }));

/** What starting a run does: its files say what there is to train, and an executor's jobs read them. */
export function writeRuns(jobs: readonly TrainJob[]): void {
  for (const { run, experiment } of jobs) {
    const own = jobs.filter((job) => job.run === run);
    const intervals = own.map((job) => ({ ...job.interval, steps: job.experiment.training.steps }));
    mkdirSync(run, { recursive: true });
    writeFileSync(join(run, 'experiment.json'), JSON.stringify(experiment));
    writeFileSync(join(run, 'plan.json'), JSON.stringify({ intervals }));
  }
}

/** An executor whose jobs find the files of their runs. */
export const withRuns = (executor: Executor): Executor => ({
  async run(jobs, listener, signal) {
    writeRuns(jobs);
    await executor.run(jobs, listener, signal);
  },
});
