import { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { pluginOption } from './options.ts';

export function defineSchema(_surroundings: Surroundings): Command {
  return new Command('schema')
    .description('print the JSON Schema of experiments, for editors')
    .addOption(pluginOption())
    .action(async (options: { plugin: string[] }) => {
      const { inputJsonSchema } = await import('../run/study.ts');
      const { loadRegistry, locatePlugin } = await import('../plugins/load.ts');
      const registry = await loadRegistry(options.plugin.map((specifier) => locatePlugin(specifier, process.cwd())));
      process.stdout.write(`${JSON.stringify(inputJsonSchema(registry), null, 2)}\n`);
    });
}
