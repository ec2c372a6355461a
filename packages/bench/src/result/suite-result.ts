import { z } from 'zod';
import { rowSchema } from './row.ts';

/** A quantity that rows have values of. */
const quantitySchema = z.object({
  name: z.string(),
  title: z.string(),
  unit: z.string(),
  better: z.enum(['lower', 'higher', 'neither']),
});

const number = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);

const intervalSchema = z.object({ value: number, low: number, high: number });

const cell = z.record(z.string(), z.string());

const verdictSchema = z.enum(['better', 'worse', 'level']);

const curveSchema = z.object({ x: z.string(), y: z.string(), scale: z.enum(['linear', 'log']) });

/** All that a suite finds out, as plain JSON. */
export const suiteResultSchema = z.object({
  suite: z.string(),
  title: z.string(),
  /** When it began, as it was given. */
  date: z.string(),
  machine: z.object({
    processor: z.string(),
    cores: z.number(),
    vectors: z.array(z.string()),
    memoryGiB: z.number(),
    system: z.string(),
  }),
  versions: z.record(z.string(), z.string()),
  /** The command that gives this result again. */
  command: z.string(),
  settings: z.object({
    budget: z.string(),
    seeds: z.array(z.int()),
    plugins: z.array(z.string()),
  }),
  /** What was trained, one per unit of the first seed: the resolved experiment of one cell, and what each cell changes. */
  experiments: z.array(z.object({ unit: z.string(), experiment: z.unknown(), cells: z.unknown() })),
  /** What a reader has to know, in sentences. */
  notes: z.array(z.string()),
  /** What could not take part, and why. */
  absent: z.array(z.object({ name: z.string(), reason: z.string() })),
  /** What cells are told apart by; contestants differ in the last one. */
  axes: z.array(z.string()).min(1),
  quantities: z.array(quantitySchema),
  /** The quantity by which contestants are ranked and compared; null where they are not. */
  headline: z.string().nullable(),
  /** Pairs of quantities that are curves over the last axis: one for each group. */
  curves: z.array(curveSchema),
  rows: z.array(rowSchema),
  /** Over seeds: the mean with its 95 % interval, and the mean of the rows' own standard errors. */
  summaries: z.array(z.object({ cell, quantity: z.string(), seeds: z.int(), mean: intervalSchema, ownError: number })),
  /** Of the headline, contestant less control, seed by seed. */
  comparisons: z.array(z.object({ cell, control: z.string(), difference: intervalSchema, verdict: verdictSchema })),
  /** Over all groups, by the headline: the mean rank with its interval over seeds, and the rank of the mean in each group. */
  league: z.array(z.object({ contestant: z.string(), rank: intervalSchema, places: z.record(z.string(), z.number()) })),
});

export type SuiteResult = z.output<typeof suiteResultSchema>;
export type Quantity = z.output<typeof quantitySchema>;
export type Curve = z.output<typeof curveSchema>;
export type Verdict = z.output<typeof verdictSchema>;
export type Summary = SuiteResult['summaries'][number];
export type SuiteComparison = SuiteResult['comparisons'][number];
