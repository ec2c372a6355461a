import { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { jsonOption, pluginOption } from './options.ts';

export function defineDoctor({ exit }: Surroundings): Command {
  return new Command('doctor')
    .description('say which backends run on this machine, and why the others do not')
    .addOption(pluginOption())
    .addOption(jsonOption())
    .action(async (options: { plugin: string[]; json?: boolean }) => {
      const { examine, describeExamination } = await import('../plugins/examine.ts');
      const { loadRegistry, locatePlugin } = await import('../plugins/load.ts');
      const plugins = options.plugin.map((specifier) => locatePlugin(specifier, process.cwd()));
      const examination = await examine(await loadRegistry(plugins), plugins);
      process.stdout.write(options.json ? `${JSON.stringify(examination)}\n` : describeExamination(examination));
      if (!examination.backends.some(({ runs }) => runs)) exit(2);
    });
}
