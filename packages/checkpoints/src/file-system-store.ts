import { dirname, join } from 'node:path';
import { describeFileError, PartitaError, type Checkpoint, type CheckpointStore } from '@partita/core';
import { writeFileAtomically } from './atomic-file.ts';
import { claimAttempt, lastClaim, type Claim } from './attempts.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.ts';
import { eventsPath, intervalDirectory } from './layout.ts';
import { readIfPresent } from './read-checkpoint.ts';
import { renewFile } from './renew-file.ts';

export interface FileSystemStoreOptions {
  /** The directory of the run. */
  readonly runDirectory: string;
  /** Told, in a sentence, when a damaged checkpoint was passed over for the one before it. By default a warning of the process. */
  readonly onDamaged?: (message: string) => void;
}

/** What came of reading one file: its checkpoint, what is wrong with it, or nothing if it is not there. */
type Reading = { readonly checkpoint: Checkpoint } | { readonly damage: PartitaError } | undefined;

/**
 * Checkpoints as `intervals/0003/checkpoint.safetensors` in the run's directory, each with the one before it as
 * `checkpoint.previous.safetensors`. A process may be killed at any instant: a whole checkpoint is always there. It may be frozen, taken
 * for dead and replaced: when it wakes, it can save nothing more.
 */
export class FileSystemStore implements CheckpointStore {
  readonly #runDirectory: string;
  readonly #onDamaged: (message: string) => void;
  /** Intervals whose newest file was found damaged: it must not push out the older, valid one. */
  readonly #damaged = new Set<number>();
  /** The folders of this store's attempts, by interval. */
  readonly #attempts = new Map<number, string>();

  constructor({ runDirectory, onDamaged = (message) => process.emitWarning(message) }: FileSystemStoreOptions) {
    this.#runDirectory = runDirectory;
    this.#onDamaged = onDamaged;
  }

  /** An interval's event log is renewed too: who wrote to it before goes on writing into a file without a name. */
  async claim(interval: number): Promise<void> {
    if (this.#attempts.has(interval)) return;
    const { folder, newest } = this.#paths(interval);
    await this.#unlessSuperseded(interval, async () => {
      const attempt = await claimAttempt(folder).catch((error: unknown) => {
        throw describeFileError('write', newest, error);
      });
      await renewFile(eventsPath(this.#runDirectory, interval), attempt);
      this.#attempts.set(interval, attempt);
    });
  }

  async save(interval: number, checkpoint: Checkpoint): Promise<void> {
    const bytes = encodeCheckpoint(checkpoint);
    await this.claim(interval);
    const { newest, previous } = this.#paths(interval);
    const workshop = this.#attempts.get(interval) as string;
    const options = this.#damaged.has(interval) ? { workshop } : { workshop, previous };
    await this.#unlessSuperseded(interval, () => writeFileAtomically(newest, bytes, options));
    this.#damaged.delete(interval);
  }

  async load(interval: number): Promise<Checkpoint | undefined> {
    const { newest, previous } = this.#paths(interval);
    const first = await read(newest);
    if (first && 'checkpoint' in first) return first.checkpoint;
    const second = await read(previous);
    if (!first && !second) return undefined;

    if (second && 'checkpoint' in second) {
      this.#damaged.add(interval);
      this.#onDamaged(
        `${first?.damage.message ?? `'${newest}' is missing.`} Interval ${interval} goes on from the checkpoint before it, '${previous}'.`,
      );
      return second.checkpoint;
    }
    const damages = [first, second].flatMap((reading) => (reading ? [reading.damage.message.replace(/\.$/, '')] : []));
    throw new PartitaError(
      `${damages.join('; ')}; no other checkpoint of interval ${interval} is left: delete the folder '${dirname(newest)}' to train it again from the start, or restore the file from a copy.`,
    );
  }

  describe(interval: number): string {
    return this.#paths(interval).newest;
  }

  /** An attempt's folder that is gone tells that another one took its place. */
  async #unlessSuperseded(interval: number, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      const { code = '' } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
      const claim = ['ENOENT', 'ESTALE'].includes(code) ? await lastClaim(this.#paths(interval).folder) : undefined;
      throw claim ? this.#superseded(interval, claim) : error;
    }
  }

  #superseded(interval: number, { host, pid, job }: Claim): PartitaError {
    const who = `process ${pid} on ${host}${job === undefined ? '' : `, ${job}`}`;
    return new PartitaError(
      `Interval ${interval} of '${this.#runDirectory}' was taken over by ${who}, which goes on from its last checkpoint; this process stops and changes nothing more.`,
    );
  }

  #paths(interval: number): { folder: string; newest: string; previous: string } {
    const folder = intervalDirectory(this.#runDirectory, interval);
    return {
      folder,
      newest: join(folder, 'checkpoint.safetensors'),
      previous: join(folder, 'checkpoint.previous.safetensors'),
    };
  }
}

async function read(path: string): Promise<Reading> {
  const bytes = await readIfPresent(path);
  if (!bytes) return undefined;
  try {
    return { checkpoint: decodeCheckpoint(bytes, `'${path}'`) };
  } catch (error) {
    if (error instanceof PartitaError) return { damage: error };
    throw error;
  }
}
