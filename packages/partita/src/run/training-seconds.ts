import { eventsPath, readEvents } from '@partita/checkpoints';
import { trainingWaves, type TrainEvent } from '@partita/core';
import type { Run } from './run.ts';

/** Seconds spent in the training steps of each of a run's networks, from their event files. */
export function networkSeconds({ directory, plan }: Run): Promise<number[]> {
  return Promise.all(plan.map(async ({ index }) => secondsOf(await readEvents(eventsPath(directory, index)))));
}

/** How long networks of these durations train on so many workers: those that start from others wait for them. */
export const wallClock = (plan: Run['plan'], seconds: readonly number[], workers: number): number =>
  trainingWaves(plan)
    .map((wave) =>
      makespan(
        wave.map(({ index }) => seconds[index] as number),
        workers,
      ),
    )
    .reduce((sum, each) => sum + each, 0);

/** Seconds spent in training steps, by a network's events. */
export const secondsOf = (events: readonly TrainEvent[]): number =>
  events.reduce((sum, event) => sum + (event.type === 'progress' ? event.seconds : 0), 0);

/** How long jobs of these durations take on so many workers, each taking the next job in order as soon as it is free. */
export function makespan(seconds: readonly number[], workers: number): number {
  const busyUntil = Array.from({ length: Math.max(1, workers) }, () => 0);
  for (const duration of seconds) {
    const next = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[next] = (busyUntil[next] as number) + duration;
  }
  return Math.max(...busyUntil);
}
