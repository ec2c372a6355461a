import { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { jsonOption, pluginOption } from './options.ts';

export function defineList(_surroundings: Surroundings): Command {
  return new Command('list')
    .description('name every component with its options, and the presets')
    .argument('[port]', 'only the components of this contract, e.g. Partition')
    .addOption(pluginOption())
    .addOption(jsonOption())
    .action(async (port: string | undefined, options: { plugin: string[]; json?: boolean }) => {
      const { loadRegistry, locatePlugin } = await import('../plugins/load.ts');
      const { catalogue, describeCatalogue } = await import('../plugins/catalogue.ts');
      const registry = await loadRegistry(options.plugin.map((specifier) => locatePlugin(specifier, process.cwd())));
      const listed = catalogue(registry, port);
      process.stdout.write(options.json ? `${JSON.stringify(listed)}\n` : describeCatalogue(listed));
    });
}
