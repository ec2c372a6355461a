import type { Backend } from '@partita/core';

/** Something that contestants repeat: what it is called, its sizes, and its arithmetic. Plain data: it crosses to processes and peers. */
export interface Work {
  readonly name: string;
  /** For people: what one iteration is. */
  readonly title: string;
  readonly settings: object;
  /** Floating-point operations in the matrix products of one iteration, two for a multiplication and its addition. */
  readonly flops: number;
}

/** A work made ready on a runtime. */
export interface Program {
  /** Does the work once. */
  iterate(): void | Promise<void>;
  /** Resolves when the runtime has done all that was asked. */
  settle(): Promise<unknown>;
  /** Numbers that every contestant must find after as many iterations; none where the work is random. */
  values(): Promise<number[]>;
  dispose(): void | Promise<void>;
}

/** One way to do a work; the fastest of several is what counts. */
export interface Candidate {
  readonly choice: string;
  make(): Program | Promise<Program>;
}

/** How a runtime does a work. */
export type Programs<S extends object> = (backend: Backend, settings: S) => readonly Candidate[];

/** The choice of a work that has only one. */
export const ONLY = '';
