import { z } from 'zod';

const queueSchema = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'expected a name of letters, digits, dots, dashes and underscores')
  .default('partita')
  .describe('the name of the queue');

export const optionsSchema = z.object({
  redis: z
    .string()
    .refine(
      (url) => !/\/\/[^@/]*:[^@/]*@/.test(url),
      'a password does not belong into an experiment; put the URL into the environment variable PARTITA_REDIS',
    )
    .nullable()
    .default(null)
    .describe("the URL of Redis; null for that of the environment variable PARTITA_REDIS, or else 'redis://127.0.0.1:6379'"),
  queue: queueSchema,
  root: z.string().min(1).default('.').describe('the folder, shared with the workers, that runs lie below'),
  onInterrupt: z
    .enum(['leave', 'cancel'])
    .default('leave')
    .describe("what Ctrl-C does with the jobs: 'leave' them to the workers, or 'cancel' them, saved"),
  evaluate: z.boolean().default(false).describe('a job that evaluates the run follows when all its intervals have trained'),
});

/** What may be asked for; all of it has a default. */
export type BullmqOptions = z.input<typeof optionsSchema>;

export type ResolvedOptions = z.output<typeof optionsSchema>;
