import { z } from 'zod';
import { trainEventSchema } from './train-event.ts';

const jobLineSchema = z.discriminatedUnion('partita', [
  /** A process begins, or begins again. */
  z.object({ partita: z.literal('begins'), host: z.string(), pid: z.int() }),
  z.object({ partita: z.literal('event'), event: trainEventSchema }),
  z.object({ partita: z.literal('done') }),
  /** It was asked to stop and has saved. */
  z.object({ partita: z.literal('saved') }),
  /** A mistake of the user's: trying again would not help. */
  z.object({ partita: z.literal('mistake'), message: z.string() }),
]);

/** What a job says on its standard output, a JSON object a line: all that an engine needs to carry from it to whoever watches. */
export type JobLine = z.output<typeof jobLineSchema>;

export const formatJobLine = (line: JobLine): string => `${JSON.stringify(line)}\n`;

/** What a line of output says; undefined where it is somebody else's. */
export function parseJobLine(text: string): JobLine | undefined {
  if (!text.startsWith('{"partita":')) return undefined;
  try {
    return jobLineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** How the process of a job ends. */
export const JOB_STATUS = { done: 0, defect: 1, mistake: 2, saved: 75 } as const;
