import { Command, Option } from 'commander';
import { nonEmpty, pluginOption, wholeNumber } from './options.ts';
import type { Surroundings } from './surroundings.ts';

interface WorkerOptions {
  readonly redis?: string;
  readonly queue: string;
  readonly root: string;
  readonly slots: number;
  readonly plugin: readonly string[];
  readonly retries: number;
  readonly grace: number;
  readonly lock: number;
}

export function defineWorker(_surroundings: Surroundings): Command {
  return new Command('worker')
    .description('take networks to train from a queue, until Ctrl-C')
    .option('--redis <url>', "the queue's Redis; default: the environment variable PARTITA_REDIS, or redis://127.0.0.1:6379")
    .addOption(new Option('--queue <name>', 'the name of the queue').argParser(nonEmpty).default('partita'))
    .addOption(
      new Option('--root <folder>', 'the folder, shared with whoever trains, that runs lie below').argParser(nonEmpty).default('.'),
    )
    .addOption(new Option('--slots <n>', 'networks trained at a time').argParser(wholeNumber(1, 4096)).default(1))
    .addOption(pluginOption())
    .addOption(new Option('--retries <n>', 'crashes in a row after which a network is given up').argParser(wholeNumber(1)).default(3))
    .addOption(
      new Option('--grace <seconds>', 'how long a network may take to save and stop').argParser(wholeNumber(0, 86_400)).default(30),
    )
    .addOption(new Option('--lock <seconds>', 'silence after which others take its networks').argParser(wholeNumber(2, 86_400)).default(60))
    .action(async ({ redis, plugin, grace, lock, ...rest }: WorkerOptions) => {
      const { redisUrl, startTrainWorker } = await import('@partita/executor-bullmq');
      const { jobEntry } = await import('../composition/worker-entry.ts');
      const { locatePlugin } = await import('../plugins/load.ts');
      const worker = await startTrainWorker({
        ...rest,
        redis: redisUrl(redis),
        entry: jobEntry(),
        plugins: plugin.map((specifier) => locatePlugin(specifier, process.cwd())),
        graceSeconds: grace,
        lockSeconds: lock,
        log: (sentence) => process.stderr.write(`${sentence}\n`),
      });
      process.stderr.write(`Waiting for networks on the queue '${rest.queue}' …\n`);
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
      process.stderr.write('Leaving: saving every running network …\n');
      await worker.leave();
    });
}
