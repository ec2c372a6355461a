import { z } from 'zod';

const measured = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN); // JSON has no NaN; it is written as null

const valueSchema = z.object({
  value: measured,
  /** From the rows that were tested or the blocks that were timed, not from the seed. */
  standardError: measured,
  /** Terms that sum to the value, one per interval, in order of time. */
  parts: z.array(z.object({ name: z.string(), value: measured, standardError: measured })).exactOptional(),
});

/** What one seed found in one cell of a suite. */
export const rowSchema = z.object({
  /** Where in the suite, by axis: `{ dataset: 'hg', strategy: 'equal' }`. */
  cell: z.record(z.string(), z.string()),
  seed: z.int(),
  /** By the name of the quantity. */
  values: z.record(z.string(), valueSchema),
  /** Where time was cut: the edges of the intervals in force, or the points. */
  edges: z.array(z.number()).exactOptional(),
});

export type Row = z.output<typeof rowSchema>;
export type RowValue = z.output<typeof valueSchema>;

/** A value without an error of its own, such as a count or a clock's. */
export const exactly = (value: number): RowValue => ({ value, standardError: 0 });
