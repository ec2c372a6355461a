/** Runs training jobs on a queue of BullMQ, and the workers that take them. */
export { BullmqExecutor } from './bullmq-executor.ts';
export { executorBullmqPlugin, executorBullmqPlugin as default } from './plugin.ts';
export { redisUrl } from './redis-url.ts';
export type { BullmqOptions } from './settings.ts';
export { startTrainWorker } from './start-train-worker.ts';
export type { TrainWorker, TrainWorkerOptions } from './train-worker.ts';
