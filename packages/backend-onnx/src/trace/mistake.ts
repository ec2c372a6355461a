import { userLine } from '#platform';
import { PartitaError } from '@partita/core';

/** A mistake in or with a compiled function, with the line that makes it. The message has no full stop. */
export function mistake(message: string, options?: ErrorOptions): PartitaError {
  const line = userLine();
  return new PartitaError(`${message}${line === undefined ? '' : ` (${line})`}.`, options);
}
