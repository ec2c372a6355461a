import type { Measurement } from '@partita/core';
import { z } from 'zod';

/** What `metrics.json` of a run holds. */
export interface Evaluation {
  readonly name: string;
  readonly measurements: Readonly<Record<string, Measurement>>;
  readonly networks: number;
  /** Parameters of all networks together. */
  readonly parameters: number;
  /** Updates of all networks together. */
  readonly updates: number;
  /** Time spent in training steps, summed over networks. */
  readonly trainingSeconds: number;
  /** What that makes by the clock where the networks train by themselves on this many cores. */
  readonly wallClockSeconds: number;
  readonly cores: number;
  /** Evaluations of the score and its divergence per test row. */
  readonly evaluations: number;
}

const measured = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN); // JSON has no NaN; it is written as null

const partSchema = z.object({ name: z.string(), value: measured, standardError: measured });

const measurementSchema = z.object({
  value: measured,
  standardError: measured,
  unit: z.string(),
  parts: z.array(partSchema).exactOptional(),
  caveat: z.string().exactOptional(),
});

export const evaluationSchema: z.ZodType<Evaluation> = z.object({
  name: z.string(),
  measurements: z.record(z.string(), measurementSchema),
  networks: z.number(),
  parameters: z.number(),
  updates: z.number(),
  trainingSeconds: z.number(),
  wallClockSeconds: z.number(),
  cores: z.number(),
  evaluations: z.number(),
});
