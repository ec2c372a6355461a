import { PartitaError } from '@partita/core';
import type { Pace, PaceLimits } from './pace.ts';
import type { Tolerance } from './tolerance.ts';

/** Where an adaptive solve came to a halt. */
export interface Impasse {
  readonly pace: Pick<Pace, 'u' | 'trials'>;
  /** The error of the last step tried, in units of what is allowed. */
  readonly error: number;
  readonly row: number;
  readonly segment: number;
}

/** The least step is still too large for the tolerance, or the field gives no number. */
export function underflow(at: Impasse, { minStep, ...tolerance }: PaceLimits & Tolerance): PartitaError {
  if (!Number.isFinite(at.error))
    return new PartitaError(
      `The field of segment ${at.segment} gives no finite number for row ${at.row} near u = ${at.pace.u}, however small the step; ` +
        `mend the field there, or end the segment before it.`,
    );
  return new PartitaError(
    `The step of row ${at.row} fell to the least of ${minStep} of segment ${at.segment} at u = ${at.pace.u}, and its error is still ` +
      `${at.error.toPrecision(3)} times ${said(tolerance)}; choose ${wider(tolerance)}, or a minStep of ${nearest(minStep / 10)}.`,
  );
}

/** A row has tried as many steps as it may, and is not at the segment's end. */
export function exhaustion(at: Impasse, { maxSteps, ...tolerance }: PaceLimits & Tolerance): PartitaError {
  return new PartitaError(
    `Row ${at.row} has tried ${at.pace.trials} steps in segment ${at.segment} and stands at u = ${at.pace.u} with ${said(tolerance)}; ` +
      `choose ${wider(tolerance)}, or a maxSteps of ${maxSteps * 10}.`,
  );
}

const said = ({ relative, absolute }: Tolerance): string => `the tolerance (relative ${relative}, absolute ${absolute})`;

const wider = ({ relative, absolute }: Tolerance): string =>
  `relative ${nearest(Math.min(relative * 10, 0.1))} and absolute ${nearest(absolute * 10)}`;

const nearest = (value: number): number => Number(value.toPrecision(3));
