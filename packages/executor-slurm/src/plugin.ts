import { defineComponent, definePlugin, Executor, JobEntry, type Plugin } from '@partita/core';
import { optionsSchema } from './settings.ts';
import { SlurmExecutor } from './slurm-executor.ts';

const slurm = defineComponent({
  port: Executor,
  kind: 'slurm',
  summary: 'trains the intervals as a job array of Slurm, which outlives the process that submits it',
  options: optionsSchema,
  create: (options, container) => new SlurmExecutor(container.resolve(JobEntry), options),
});

/** Where intervals train: on the nodes of a cluster. */
export const executorSlurmPlugin: Plugin = definePlugin({ name: '@partita/executor-slurm', components: [slurm] });
