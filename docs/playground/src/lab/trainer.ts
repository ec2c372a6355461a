import { Backend, CheckpointStore, type Checkpoint, type TrainEvent, type TrainJob } from '@partita/core';
import { experimentContainer, intervalContainer, trainPieces } from 'partita/composition';
import type { Sources } from './inquiry.ts';
import { MemoryStore } from './memory-store.ts';
import { loadRegistry } from './registry.ts';

export interface Training {
  readonly job: TrainJob;
  readonly sources: Sources;
  /** Where the interval's training goes on from, and where that of another starts: by interval. */
  readonly checkpoints: ReadonlyMap<number, Checkpoint>;
}

/** Trains one interval, in a worker of its own. */
export class Trainer {
  readonly #abort = new AbortController();

  /** Ends when the last update is done, or after `stop`; by then everyone has been told of everything. */
  async train(
    { job, sources, checkpoints }: Training,
    listener: (event: TrainEvent) => unknown,
    onSave: (interval: number, checkpoint: Checkpoint) => unknown,
  ): Promise<void> {
    const told: unknown[] = [];
    const run = experimentContainer(await loadRegistry(sources), job.experiment).provide(
      CheckpointStore,
      new MemoryStore(checkpoints, onSave),
    );
    const pieces = intervalContainer(run, job.experiment, job.interval);
    const backend = pieces.resolve(Backend);
    await backend.start();
    await trainPieces(pieces, job, { listener: (event) => void told.push(listener(event)), signal: this.#abort.signal });
    await Promise.all(told);
    await backend.stop();
  }

  /** Saves and ends. */
  stop(): void {
    this.#abort.abort();
  }
}
