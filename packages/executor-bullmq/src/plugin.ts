import { defineComponent, definePlugin, Executor, type Plugin } from '@partita/core';
import { BullmqExecutor } from './bullmq-executor.ts';
import { optionsSchema } from './settings.ts';

const bullmq = defineComponent({
  port: Executor,
  kind: 'bullmq',
  summary: 'hands the intervals to a queue of BullMQ, from which workers on any machine take them',
  options: optionsSchema,
  create: (options) => new BullmqExecutor(options),
});

/** Where intervals train: wherever a worker takes them from a queue. */
export const executorBullmqPlugin: Plugin = definePlugin({ name: '@partita/executor-bullmq', components: [bullmq] });
