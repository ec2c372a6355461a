import { PartitaError } from '@partita/core';

/** Puts a subject before what is wrong with it. */
export function naming<T>(subject: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof PartitaError ? new PartitaError(`${subject}: ${error.message}`, { cause: error }) : error;
  }
}
