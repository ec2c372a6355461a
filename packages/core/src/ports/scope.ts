import { token } from '../injection/token.ts';
import type { TimeInterval } from '../time/interval.ts';

/** The interval whose network is being made; registered in the child container of each interval. */
export const CurrentInterval = token<TimeInterval>('CurrentInterval');

/** The directory of the current run. */
export const RunDirectory = token<string>('RunDirectory');
