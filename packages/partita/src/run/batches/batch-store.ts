import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@partita/checkpoints';
import { z } from 'zod';
import type { Batch, BatchResult } from './batch.ts';

/** Results as JSON, their numbers as the bytes that they are, so that they come back bit for bit. */
const storedSchema = z.object({
  values: z.base64(),
  precision: z.enum(['single', 'double']),
  standardErrors: z.base64().exactOptional(),
  evaluations: z.number(),
});

/** Batches of an evaluation that are done, as files in a folder, until the whole is done. */
export class BatchStore {
  readonly #directory: string;
  readonly #identity: string;

  /** @param identity of all that results depend on but the batch: another one finds nothing */
  constructor(directory: string, identity: string) {
    this.#directory = directory;
    this.#identity = identity;
  }

  /** The result of a batch that was done, or undefined; a file that cannot be read counts for nothing. */
  async find(batch: Batch): Promise<BatchResult | undefined> {
    const text = await readFile(this.#path(batch), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      const { values, precision, standardErrors, evaluations } = storedSchema.parse(JSON.parse(text));
      const bytes = bytesOf(values);
      return {
        values: precision === 'single' ? new Float32Array(bytes) : new Float64Array(bytes),
        ...(standardErrors !== undefined && { standardErrors: new Float64Array(bytesOf(standardErrors)) }),
        evaluations,
      };
    } catch {
      return undefined;
    }
  }

  async save(batch: Batch, { values, standardErrors, evaluations }: BatchResult): Promise<void> {
    const stored: z.output<typeof storedSchema> = {
      values: base64(values),
      precision: values instanceof Float32Array ? 'single' : 'double',
      ...(standardErrors && { standardErrors: base64(standardErrors) }),
      evaluations,
    };
    await writeFileAtomically(this.#path(batch), JSON.stringify(stored));
  }

  /** Forgets all batches. */
  clear(): Promise<void> {
    return rm(this.#directory, { recursive: true, force: true });
  }

  #path(batch: Batch): string {
    const hash = createHash('sha256').update(this.#identity);
    if (batch.task === 'samples') hash.update(JSON.stringify(batch));
    else {
      const { rows, ...rest } = batch;
      hash.update(JSON.stringify(rest)).update(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
    }
    return join(this.#directory, `${batch.task}-${hash.digest('hex').slice(0, 32)}.json`);
  }
}

const base64 = ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** In memory of their own, as arrays of numbers want it. */
const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, 'base64')).buffer;
