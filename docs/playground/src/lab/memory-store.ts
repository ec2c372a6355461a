import type { Checkpoint, CheckpointStore } from '@partita/core';

/** Checkpoints in memory: the newest of each interval. */
export class MemoryStore implements CheckpointStore {
  readonly #checkpoints: Map<number, Checkpoint>;
  readonly #onSave: (interval: number, checkpoint: Checkpoint) => unknown;

  /** @param onSave waited for at each save, before the training goes on */
  constructor(
    checkpoints: ReadonlyMap<number, Checkpoint> = new Map(),
    onSave: (interval: number, checkpoint: Checkpoint) => unknown = () => undefined,
  ) {
    this.#checkpoints = new Map(checkpoints);
    this.#onSave = onSave;
  }

  async save(interval: number, checkpoint: Checkpoint): Promise<void> {
    this.#checkpoints.set(interval, structuredClone(checkpoint));
    await this.#onSave(interval, checkpoint);
  }

  load(interval: number): Promise<Checkpoint | undefined> {
    return Promise.resolve(structuredClone(this.#checkpoints.get(interval)));
  }

  describe(interval: number): string {
    return `The checkpoint of interval ${interval}`;
  }
}
