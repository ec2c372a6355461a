import {
  CheckpointStore,
  defineComponent,
  definePlugin,
  Executor,
  PartitaError,
  WorkerEntry,
  type TrainJob,
  type TrainListener,
} from '@partita/core';
import { proxy, wrap } from 'comlink';
import { z } from 'zod';
import type { Sources } from './inquiry.ts';
import { startWorker } from './start-worker.ts';
import type { Trainer } from './trainer.ts';

export interface WebWorkerExecutorOptions {
  /** The URL of a worker's script, which exposes a `Trainer`. */
  readonly script: string;
  /** Where networks are saved, and where those that were stopped go on from. */
  readonly store: CheckpointStore;
  readonly sources?: Sources;
  /** Workers at a time. */
  readonly workers?: number;
}

/** Each interval in a web worker of its own. */
export class WebWorkerExecutor implements Executor {
  readonly #options: Required<WebWorkerExecutorOptions>;

  constructor({ script, store, sources = {}, workers = 16 }: WebWorkerExecutorOptions) {
    this.#options = { script, store, sources, workers };
  }

  /** An interval that fails stops the others, saved. */
  async run(jobs: readonly TrainJob[], listener: TrainListener, signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const waiting = jobs.values();
    const lane = async (): Promise<void> => {
      for (const job of waiting) if (!both.aborted) await this.#train(job, listener, both);
    };
    const failed = (error: unknown): never => {
      stop.abort();
      throw error;
    };
    const lanes = Array.from({ length: Math.min(this.#options.workers, jobs.length) }, () => lane().catch(failed));
    await Promise.allSettled(lanes);
    await Promise.all(lanes);
  }

  async #train(job: TrainJob, listener: TrainListener, signal: AbortSignal): Promise<void> {
    const { script, store, sources } = this.#options;
    const { index, from } = job.interval;
    const needed = await Promise.all([index, from ?? index].map(async (i) => [i, await store.load(i)] as const));
    const checkpoints = new Map(needed.flatMap(([i, checkpoint]) => (checkpoint ? [[i, checkpoint]] : [])));
    const worker = startWorker(script);
    const trainer = wrap<Trainer>(worker);
    const stop = (): void => void trainer.stop();
    signal.addEventListener('abort', stop, { once: true });
    const broken = new Promise<never>((_resolve, reject) => {
      worker.addEventListener('error', () => reject(new PartitaError(`The worker of interval ${index} stopped; reload the page.`)));
    });
    try {
      const trained = trainer.train(
        { job, sources, checkpoints },
        proxy((event) => listener(job, event)),
        proxy((interval, checkpoint) => store.save(interval, checkpoint)),
      );
      await Promise.race([trained, broken]);
    } finally {
      signal.removeEventListener('abort', stop);
      worker.terminate();
    }
  }
}

const webWorkers = defineComponent({
  port: Executor,
  kind: 'web-workers',
  summary: 'trains each interval in a web worker of this page',
  options: z.object({ workers: z.int().min(1).max(256).default(16).describe('workers at a time') }),
  create: ({ workers }, container) =>
    new WebWorkerExecutor({ script: container.resolve(WorkerEntry).script, store: container.resolve(CheckpointStore), workers }),
});

/** Where a page trains. */
export const executorPlugin = definePlugin({ name: 'partita-playground', components: [webWorkers] });
