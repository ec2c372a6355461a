import { Command, Option } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { jsonOption, nonEmpty, wholeNumber } from './options.ts';

interface SampleOptions {
  readonly count: number;
  readonly seed: number;
  readonly out?: string;
  readonly json?: boolean;
}

export function defineSample(_surroundings: Surroundings): Command {
  return new Command('sample')
    .description('draw samples from a trained run into a .npy file')
    .argument('<run>', 'the folder of a run')
    .addOption(new Option('--count <n>', 'how many').argParser(wholeNumber(1, 100_000_000)).default(1000))
    .addOption(new Option('--seed <n>', 'their seed').argParser(wholeNumber(0)).default(0))
    .addOption(new Option('--out <file>', 'the file; default: samples.npy in the folder').argParser(nonEmpty))
    .addOption(jsonOption())
    .action(async (directory: string, { count, seed, out, json }: SampleOptions) => {
      const path = await import('node:path');
      const { writeFileAtomically } = await import('@partita/checkpoints');
      const { dump } = await import('npyjs');
      const { onlyRun } = await import('../run/only-run.ts');
      const { openStudy } = await import('../run/open.ts');
      const { requireWritable } = await import('../run/require-writable.ts');
      const { sampleRun } = await import('../run/sample.ts');
      const run = onlyRun(await openStudy(directory));
      const file = out ?? path.join(directory, 'samples.npy');
      await requireWritable(file);
      const { values, shape } = await sampleRun(run, count, seed);
      await writeFileAtomically(file, new Uint8Array(dump(values, shape)));
      process.stdout.write(`${count} samples in ${file}\n`);
      if (json) process.stdout.write(`${JSON.stringify({ file, shape, seed })}\n`);
    });
}
