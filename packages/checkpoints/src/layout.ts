import { join } from 'node:path';

/** Where an interval's files lie in a run: `intervals/0003`. */
export const intervalDirectory = (runDirectory: string, interval: number): string =>
  join(runDirectory, 'intervals', String(interval).padStart(4, '0'));

/** Where an interval's events lie. */
export const eventsPath = (runDirectory: string, interval: number): string =>
  join(intervalDirectory(runDirectory, interval), 'events.jsonl');
