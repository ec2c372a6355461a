import { Command, Option } from 'commander';
import { jsonOption, nonEmpty } from './options.ts';
import type { Surroundings } from './surroundings.ts';

export function defineExport(_surroundings: Surroundings): Command {
  return new Command('export')
    .description('write a trained run as ONNX models, for any other runtime')
    .argument('<run>', 'the folder of a run')
    .addOption(new Option('--format <name>', 'the format').choices(['onnx']).default('onnx'))
    .addOption(new Option('--out <folder>', 'where the models go; default: onnx in the folder').argParser(nonEmpty))
    .addOption(jsonOption())
    .action(async (directory: string, { out, json }: { out?: string; json?: boolean }) => {
      const path = await import('node:path');
      const { openStudy } = await import('../run/open.ts');
      const { onlyRun } = await import('../run/only-run.ts');
      const { requireWritable } = await import('../run/require-writable.ts');
      const { exportRun } = await import('../export/export-run.ts');
      const run = onlyRun(await openStudy(directory));
      const folder = out ?? path.join(directory, 'onnx');
      await requireWritable(path.join(folder, 'export.json'));
      const files = await exportRun(run, folder);
      process.stdout.write(`${files.length - 1} models in ${folder}\n`);
      if (json) process.stdout.write(`${JSON.stringify({ files })}\n`);
    });
}
