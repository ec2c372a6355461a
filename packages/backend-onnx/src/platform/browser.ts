import { PartitaError } from '@partita/core';

/** What differs between Node and browsers, for browsers: the condition `browser` of `#platform` leads here. */
export { runtime, startRuntime } from './wasm.ts';

/** Left to the browser: the stack of an error leads to the lines there, by source maps that only it has. */
export const userLine = (): string | undefined => undefined;

/** Pages read no files. */
export const readModel = (path: string): Uint8Array => {
  throw new PartitaError(`features: '${path}' is a file, which a page cannot read; measure in Node.`);
};
