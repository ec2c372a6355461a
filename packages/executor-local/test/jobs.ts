import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrainJob } from '@partita/core';
import { onTestFinished } from 'vitest';

/** A fresh run directory that is gone after the test. */
export function temporaryRun(): string {
  const run = mkdtempSync(join(tmpdir(), 'partita-'));
  onTestFinished(() => rmSync(run, { recursive: true, force: true }));
  return run;
}

/** A job of as many steps, which does what its experiment's name says. */
export const makeJob = (run: string, name: string, steps: number, index = 0): TrainJob => ({
  run,
  experiment: { name, training: { steps } } as unknown as TrainJob['experiment'],
  interval: { index, start: index / 10, end: (index + 1) / 10 },
});
