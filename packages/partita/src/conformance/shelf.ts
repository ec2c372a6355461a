import type { Checkpoint, CheckpointStore } from '@partita/core';

/** A store of checkpoints in memory; it keeps the last. */
export class Shelf implements CheckpointStore {
  last: Checkpoint | undefined;

  save(_interval: number, checkpoint: Checkpoint): Promise<void> {
    this.last = checkpoint;
    return Promise.resolve();
  }

  load(): Promise<Checkpoint | undefined> {
    return Promise.resolve(this.last);
  }

  describe(): string {
    return 'the checkpoint in memory';
  }

  /** The numbers of all its tensors, one after another. */
  numbers(): number[] {
    return Object.values(this.last?.tensors ?? {}).flatMap(({ data }) => Array.from(data));
  }
}
