import { z } from 'zod';
import type { TrainEvent } from '../ports/executor.ts';

const step = z.int().min(0);
const loss = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN); // JSON has no NaN; it is written as null
const seconds = z.number();

/** An event as JSON gives it back. */
export const trainEventSchema: z.ZodType<TrainEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), step }),
  z.object({ type: z.literal('progress'), step, loss, seconds }),
  z.object({ type: z.literal('held-out'), step, loss }),
  z.object({ type: z.literal('checkpoint'), step }),
  z.object({ type: z.literal('finished'), step, seconds }),
  z.object({ type: z.literal('restarted'), attempt: z.int(), reason: z.string() }),
]);
