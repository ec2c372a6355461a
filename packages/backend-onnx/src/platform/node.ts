/** What differs between Node and browsers, for Node. */
export { runtime, startRuntime } from './native.ts';
export { readModel } from './read-model.ts';
export { userLine } from './user-line.ts';
