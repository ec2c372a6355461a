import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Sde } from '../ports/sde.ts';

/** What tensor code may know of the time: evaluated on the host in double precision, then rounded once. */
export interface ScheduleValues {
  readonly t: number;
  readonly logSnr: number;
  readonly alpha: number;
  readonly sigma: number;
}

/** The same values as columns `[batch, 1]`, or `[1, 1]` where a whole batch shares its time. */
export type Schedule = { readonly [K in keyof ScheduleValues]: Tensor2D };

/** The schedule of a process at time t. */
export function scheduleAt(sde: Sde, t: number): ScheduleValues {
  return { t, logSnr: sde.logSnr(t), alpha: sde.alpha(t), sigma: sde.sigma(t) };
}

/** The order in which schedule values travel in a row of numbers. */
export const SCHEDULE_FIELDS = ['t', 'logSnr', 'alpha', 'sigma'] as const satisfies readonly (keyof ScheduleValues)[];
