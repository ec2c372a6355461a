import { PartitaError } from '@partita/core';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', path.sep);

/** The line of the user's code that is running: the innermost frame outside this package, its dependencies and Node. */
function userLine(): string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 200;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  for (const frame of stack.split('\n').slice(1)) {
    const place = /\(?((?:file:\/\/)?[^\s()]+):(\d+):\d+\)?$/.exec(frame);
    if (!place) continue;
    const [, location = '', line = ''] = place;
    const file = location.startsWith('file:') ? fileURLToPath(location) : location;
    const isForeign = file.startsWith(here) || file.includes(`${path.sep}node_modules${path.sep}`);
    if (isForeign || !path.isAbsolute(file) || !existsSync(file)) continue; // source maps may name sources that are not installed
    return `${path.relative(process.cwd(), file)}:${line}`;
  }
  return undefined;
}

/** A mistake in or with a compiled function, with the line that makes it. The message has no full stop. */
export function mistake(message: string, options?: ErrorOptions): PartitaError {
  const line = userLine();
  return new PartitaError(`${message}${line === undefined ? '' : ` (${line})`}.`, options);
}
