import { Command, Option } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { collect, jsonOption, pluginOption, wholeNumber } from './options.ts';

interface DoctorOptions {
  readonly plugin: string[];
  readonly conformance?: boolean;
  readonly backend: string[];
  readonly updates: number;
  readonly only?: string;
  readonly json?: boolean;
}

export function defineDoctor({ exit }: Surroundings): Command {
  return new Command('doctor')
    .description('say which backends run on this machine, and why the others do not')
    .option('--conformance', 'examine every backend that runs: ops, gradients, training, sampling, likelihood; takes minutes')
    .addOption(
      new Option('--backend <runtime>', 'examine only this one, e.g. wasm, onnx:provider=webgpu; may be repeated')
        .argParser(collect)
        .default([], 'all'),
    )
    .addOption(
      new Option('--updates <n>', 'updates of the longest training in the examination').argParser(wholeNumber(20, 200)).default(100),
    )
    .option('--only <text>', 'make only the checks whose group and name hold this text')
    .addOption(pluginOption())
    .addOption(jsonOption())
    .action(async ({ plugin, conformance: isExamination, json, ...rest }: DoctorOptions) => {
      const { loadRegistry, locatePlugin } = await import('../plugins/load.ts');
      const plugins = plugin.map((specifier) => locatePlugin(specifier, process.cwd()));
      if (isExamination) {
        const { conformance } = await import('./conformance.ts');
        exit(await conformance({ ...rest, plugins, ...(json ? { json } : {}) }));
        return;
      }
      const { examine, describeExamination } = await import('../plugins/examine.ts');
      const examination = await examine(await loadRegistry(plugins), plugins);
      process.stdout.write(json ? `${JSON.stringify(examination)}\n` : describeExamination(examination));
      if (!examination.backends.some(({ runs }) => runs)) exit(2);
    });
}
