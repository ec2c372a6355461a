import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { describeFileError, type Tracker, type TrackerFactory } from '@partita/core';
import { eventsPath } from './layout.ts';

export interface JsonlTrackerOptions {
  /** The directory of the run. */
  readonly runDirectory: string;
}

/**
 * Events as lines of JSON, appended to `intervals/0003/events.jsonl`. A line is handed to the system before `record`
 * returns, so that a killed process loses none; `readEvents` reads them.
 */
export class JsonlTrackerFactory implements TrackerFactory {
  readonly #runDirectory: string;

  constructor({ runDirectory }: JsonlTrackerOptions) {
    this.#runDirectory = runDirectory;
  }

  open(interval: number): Promise<Tracker> {
    const path = eventsPath(this.#runDirectory, interval);
    return new Promise((resolve) => resolve(openTracker(path)));
  }
}

function openTracker(path: string): Tracker {
  const attempt = <T>(action: string, act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw describeFileError(action, path, error);
    }
  };
  const file = attempt('open', () => {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'a+');
  });
  if (!endsLine(file)) attempt('append to', () => writeSync(file, '\n'));
  return {
    record: (event) => void attempt('append to', () => writeSync(file, `${JSON.stringify(event)}\n`)),
    close: () =>
      new Promise((resolve) => {
        attempt('close', () => closeSync(file));
        resolve();
      }),
  };
}

/** False if a killed process left half a line at the end. */
function endsLine(file: number): boolean {
  const { size } = fstatSync(file);
  const last = new Uint8Array(1);
  return size === 0 || readSync(file, last, 0, 1, size - 1) === 0 || last[0] === 0x0a;
}
