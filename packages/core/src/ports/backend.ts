import type { Tensor } from '@tensorflow/tfjs-core';
import { token } from '../injection/token.ts';

/** A tree of tensors: the inputs or results of a tensor function. */
export interface Tensors {
  readonly [name: string]: Tensor | Tensors;
}

/** A compiled tensor function. The caller owns its inputs before and its results after each call. */
export interface Compiled<A extends object, R extends object> {
  (inputs: A): R;
  /** Frees what compilation holds; the function cannot be called afterwards. */
  dispose(): void;
}

/** A tfjs runtime. `compile` takes a pure function of tensors, written in tfjs ops, and returns one of the same shape. */
export interface Backend {
  readonly name: string;
  /** What it runs on, by name, once started; left out where that goes without saying. */
  readonly device?: string | undefined;
  /** Makes this runtime the current one. @throws PartitaError saying why it does not run here */
  start(): Promise<void>;
  compile<A extends object, R extends object>(f: (inputs: A) => R): Compiled<A, R>;
  stop(): Promise<void>;
}

export const Backend = token<Backend>('Backend');
