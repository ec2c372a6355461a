import type { TrainWorker, TrainWorkerOptions } from './train-worker.ts';

/** Starts a worker that takes jobs from a queue. BullMQ is loaded now. @throws PartitaError when Redis cannot be reached */
export async function startTrainWorker(options: TrainWorkerOptions): Promise<TrainWorker> {
  const { trainWorker } = await import('./train-worker.ts');
  return trainWorker(options);
}
