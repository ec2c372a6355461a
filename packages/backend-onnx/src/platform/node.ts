/** What differs between Node and browsers, for Node. */
export { runtime, startRuntime } from './native.ts';
export { userLine } from './user-line.ts';
