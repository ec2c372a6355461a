import { token } from '../injection/token.ts';

export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a checkpoint says of itself; strings only, as in a safetensors header. No clock times: equal work gives equal bytes. */
export type CheckpointMetadata = Readonly<Record<string, string>>;

export interface Checkpoint {
  readonly metadata: CheckpointMetadata;
  readonly tensors: Readonly<Record<string, NamedArray>>;
}

/** The checkpoints of one run, one per interval. A save is atomic: readers see the old one or the new one, whole. */
export interface CheckpointStore {
  /** @throws PartitaError saying who claimed the interval since this store did; nothing is changed then */
  save(interval: number, checkpoint: Checkpoint): Promise<void>;
  /** The newest valid checkpoint, or undefined if there is none. @throws PartitaError when all that is there is damaged */
  load(interval: number): Promise<Checkpoint | undefined>;
  /** Where an interval's checkpoint lies, in words for people. */
  describe(interval: number): string;
  /**
   * Makes this store the only one that can save an interval, until another one claims it; before loading, whoever means to save claims.
   * A store that no other process can reach does without. @throws PartitaError when another process claims it at the same time
   */
  claim?(interval: number): Promise<void>;
}

export const CheckpointStore = token<CheckpointStore>('CheckpointStore');
