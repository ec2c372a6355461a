import { defineComponent, definePlugin, Executor, JobBody, WorkerEntry, type Plugin } from '@partita/core';
import { z } from 'zod';
import { InlineExecutor } from './inline-executor.ts';
import { LocalExecutor } from './local-executor.ts';

const inline = defineComponent({
  port: Executor,
  kind: 'inline',
  summary: 'trains the intervals in this process, one after another',
  options: z.object({}),
  create: (_options, container) => new InlineExecutor(container.resolve(JobBody)),
});

const workers = z.union([z.int().min(1).max(4096), z.literal('auto')], { error: "expected a whole number from 1, or 'auto'" });

const deviceNumbers = z
  .array(z.int().min(0).max(4095))
  .min(1)
  .refine((numbers) => new Set(numbers).size === numbers.length, 'the same GPU is named twice');
const devices = z.union([z.int().min(1).max(4096), deviceNumbers], {
  error: 'expected the numbers of different GPUs, such as [0, 1], or how many',
});

const local = defineComponent({
  port: Executor,
  kind: 'local',
  summary: 'trains the intervals in child processes, several at a time',
  options: z.object({
    workers: workers.default('auto').describe("processes at a time; 'auto' for one per core"),
    devices: devices
      .nullable()
      .default(null)
      .describe('GPUs that the processes are spread over, by their numbers or the first so many; null for what this process sees'),
    memoryPerWorker: z
      .number()
      .gt(0)
      .nullable()
      .default(null)
      .describe("GiB of its GPU's memory that a process takes, so that no more run than fit; null for not counted"),
    retries: z
      .int()
      .min(1)
      .default(3)
      .describe('crashes in a row, without a new checkpoint between them, after which an interval is given up'),
    graceSeconds: z.number().min(0).max(86_400).default(30).describe('how long a process may take to save and stop before it is killed'),
  }),
  refuses: ({ devices: chosen, memoryPerWorker }) =>
    chosen === null && memoryPerWorker !== null ? 'memoryPerWorker is counted on devices; name them, for example devices: [0].' : undefined,
  create: (options, container) => new LocalExecutor({ ...options, entry: container.resolve(WorkerEntry) }),
});

/** Where intervals train: in this process, or in children of it. */
export const executorLocalPlugin: Plugin = definePlugin({ name: '@partita/executor-local', components: [inline, local] });
