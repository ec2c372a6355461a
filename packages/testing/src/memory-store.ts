import type { Checkpoint, CheckpointStore } from '@partita/core';

/** Checkpoints in memory, for tests of what is not about files. */
export function memoryStore(): CheckpointStore & { readonly saved: Map<number, Checkpoint[]> } {
  const saved = new Map<number, Checkpoint[]>();
  return {
    saved,
    save(interval, checkpoint) {
      saved.set(interval, [...(saved.get(interval) ?? []), checkpoint]);
      return Promise.resolve();
    },
    load: (interval) => Promise.resolve(saved.get(interval)?.at(-1)),
    describe: (interval) => `memory/${interval}`,
  };
}
