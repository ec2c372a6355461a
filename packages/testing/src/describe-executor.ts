import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PartitaError, type Executor, type TrainEvent, type TrainJob } from '@partita/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MISTAKE, MISTAKEN } from './scripted-job-body.ts';

/**
 * What every executor must do.
 * @param make an executor whose jobs run `scriptedJobBody`, in this process or wherever it runs them
 */
export function describeExecutor(name: string, make: () => Executor): void {
  describe(`the executor ${name}`, () => {
    let directory: string;
    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), 'partita-'));
    });
    afterEach(() => rmSync(directory, { recursive: true, force: true }));

    const job = (run: string, index: number, steps: number, experimentName = 'scripted'): TrainJob => ({
      run: join(directory, run),
      experiment: { name: experimentName, training: { steps } } as unknown as TrainJob['experiment'],
      interval: { index, start: index / 10, end: (index + 1) / 10 },
    });

    /** Runs jobs and collects each one's events; `watch` sees them as they come. */
    async function runAll(jobs: readonly TrainJob[], signal: AbortSignal, watch: () => void = () => undefined): Promise<TrainEvent[][]> {
      const events = jobs.map((): TrainEvent[] => []);
      const listener = (heard: TrainJob, event: TrainEvent): void => {
        const index = jobs.findIndex(({ run, interval }) => run === heard.run && interval.index === heard.interval.index);
        events[index]?.push(event);
        watch();
      };
      await make().run(jobs, listener, signal);
      return events;
    }
    const never = new AbortController().signal;

    it('runs nothing', async () => {
      expect(await runAll([], never)).toEqual([]);
    });

    it('runs all jobs of several runs, and tells of each in order', async () => {
      const jobs = [job('a', 0, 12), job('a', 1, 3), job('b', 0, 5)];
      const events = await runAll(jobs, never);
      for (const [index, told] of events.entries()) {
        const steps = jobs[index]?.experiment.training.steps as number;
        expect(told.at(0)).toEqual({ type: 'started', step: 0 });
        expect(told.at(-1)).toEqual({ type: 'finished', step: steps, seconds: steps * 0.001 });
        const progress = told.filter((event) => event.type === 'progress');
        expect(progress).toEqual(Array.from({ length: steps }, (_, i) => ({ type: 'progress', step: i + 1, loss: NaN, seconds: 0.001 })));
      }
    });

    it('saves and returns when aborted, and goes on from there when run again', async () => {
      const stop = new AbortController();
      const endless = [job('a', 0, 1e9), job('b', 0, 1e9)];
      let count = 0;
      const before = await runAll(endless, stop.signal, () => {
        if (++count === 25) stop.abort();
      });
      const saved = before.map((told) => placeOf(told.at(-1)));
      expect(Math.max(...saved)).toBeGreaterThan(0);
      const after = await runAll([job('a', 0, (saved[0] as number) + 2), job('b', 0, (saved[1] as number) + 2)], never);
      for (const [index, told] of after.entries()) {
        expect(told.at(0)).toEqual({ type: 'started', step: saved[index] });
        expect(told.at(-1)).toMatchObject({ type: 'finished', step: (saved[index] as number) + 2 });
      }
    });

    it('starts nothing when it is aborted already', async () => {
      expect(await runAll([job('a', 0, 3)], AbortSignal.abort())).toEqual([[]]);
    });

    it('throws the sentence of a user’s mistake, once, and leaves the other jobs resumable', async () => {
      const jobs = [job('wrong', 0, 9, MISTAKEN), job('a', 0, 1e9), job('a', 1, 1e9)];
      let told: TrainEvent[][] = [];
      const failure: unknown = await runAll(jobs, never).then(
        (events) => (told = events),
        (error: unknown) => error,
      );
      expect(told).toEqual([]);
      expect(failure).toBeInstanceOf(PartitaError);
      expect((failure as Error).message).toBe(MISTAKE);
      expect((await runAll([job('a', 0, 1)], never))[0]?.at(-1)).toMatchObject({ type: 'finished' });
    });

    it('passes on what its listener throws', async () => {
      const watch = (): never => {
        throw new Error('of the listener');
      };
      await expect(runAll([job('a', 0, 1e9)], never, watch)).rejects.toThrow('of the listener');
    });
  });
}

/** The step that an aborted job's last event names; 0 for one that had not begun. */
function placeOf(event: TrainEvent | undefined): number {
  if (event === undefined) return 0;
  expect(event.type).toBe('checkpoint');
  return 'step' in event ? event.step : NaN;
}
