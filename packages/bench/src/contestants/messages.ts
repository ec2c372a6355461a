import { z } from 'zod';

/**
 * What a contestant is asked and what it answers, as JSON lines over its standard input and output. A request is
 * `{ id, type, … }`; its answer `{ id, reply }`, or `{ id, error }` with one sentence. One request is under way at a time.
 */
export interface Requests {
  /** Make yourself ready; where you cannot run here, say why as an error. */
  start: object;
  /** Make a work ready: try its choices for so long each and keep the fastest by processor time; the first one where that is no time at all. */
  prepare: { readonly work: string; readonly settings: object; readonly calibrationSeconds: number };
  /** Repeat the work until so many seconds are over, at least once. */
  block: { readonly seconds: number };
  /** Free what the work holds. */
  release: object;
}

export type RequestType = keyof Requests;

/** The answers; foreign peers write them too, so they are checked. */
export const REPLIES = {
  start: z.object({ versions: z.record(z.string(), z.string()).describe('of the software that computes') }),
  prepare: z.object({
    values: z.array(z.number()).describe('results after CHECKED iterations; every contestant must find the same'),
    choice: z.string().describe('the choice that was kept'),
    tried: z.array(z.object({ choice: z.string(), perProcessorSecond: z.number() })),
  }),
  block: z.object({ iterations: z.number().min(1), seconds: z.number().gt(0), cpuSeconds: z.number().min(0) }),
  release: z.object({ leakedTensors: z.number().nullable().describe('null where the runtime does not count them') }),
} as const satisfies Record<RequestType, z.ZodObject>;

export type Reply<T extends RequestType> = z.output<(typeof REPLIES)[T]>;

/** Iterations after which the results of a work are compared. */
export const CHECKED = 3;
