import { messageOf, PartitaError, type Backend, type Registry } from '@partita/core';

/** What is examined, and what it is held against. */
export interface Subject {
  /** The runtime under examination, started. */
  readonly backend: Backend;
  /** tfjs's cpu runtime, eager. */
  readonly reference: Backend;
  readonly registry: Registry;
}

/** One thing that every runtime must do alike. */
export interface Check {
  readonly group: string;
  readonly name: string;
  /** The largest error that passes. */
  readonly tolerance: number;
  /**
   * The worst error found: a difference to the reference, relative to the largest number there, if the check does not say otherwise.
   * @throws whatever the runtime throws; `NotTried` where there is nothing to examine
   */
  measure(subject: Subject): Promise<number>;
}

/** Why a check says nothing about the runtime. */
export class NotTried extends PartitaError {}

export interface Finding {
  readonly group: string;
  readonly name: string;
  readonly tolerance: number;
  readonly outcome: 'passed' | 'failed' | 'not tried';
  /** Absent where the check did not come to an end. */
  readonly worst?: number;
  /** Why it did not. */
  readonly reason?: string;
}

/** Makes one check. */
export async function judge(check: Check, subject: Subject): Promise<Finding> {
  const { group, name, tolerance } = check;
  try {
    const worst = await check.measure(subject);
    return { group, name, tolerance, outcome: worst <= tolerance ? 'passed' : 'failed', worst };
  } catch (error) {
    return { group, name, tolerance, outcome: error instanceof NotTried ? 'not tried' : 'failed', reason: messageOf(error) };
  }
}
