/** Runs training jobs in this process or in child processes. */
export { InlineExecutor } from './inline-executor.ts';
export { LocalExecutor, type LocalExecutorOptions } from './local-executor.ts';
export { pinnings, type Environment } from './devices/pinning.ts';
export { executorLocalPlugin, executorLocalPlugin as default } from './plugin.ts';
export { serveJobs } from './worker.ts';
export { workerLogPath } from './worker-log.ts';
