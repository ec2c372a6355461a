import { token } from '../injection/token.ts';
import type { TrainEvent } from './executor.ts';

/** Keeps the events of one interval's training. */
export interface Tracker {
  record(event: TrainEvent): void;
  close(): Promise<void>;
}

/** Opens the tracker of an interval of the current run. */
export interface TrackerFactory {
  open(interval: number): Promise<Tracker>;
}

export const TrackerFactory = token<TrackerFactory>('TrackerFactory');
