/** Runs training jobs as job arrays of Slurm. */
export { executorSlurmPlugin, executorSlurmPlugin as default } from './plugin.ts';
export { requeueSelf } from './requeue-self.ts';
export type { SlurmOptions } from './settings.ts';
export { SlurmExecutor } from './slurm-executor.ts';
