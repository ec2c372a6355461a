import { Command, Option } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { jsonOption, pluginOption, setOption } from './options.ts';

interface DataOptions {
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly prepare?: boolean;
  readonly json?: boolean;
}

export function defineData(_surroundings: Surroundings): Command {
  return new Command('data')
    .description('say which files a data set needs, and whether they are there and sound; nothing is fetched')
    .argument('[kind]', 'a data set, e.g. cifar10; without it, all that need files')
    .addOption(setOption('change a setting of the data set, e.g. directory=data/cifar10; may be repeated'))
    .addOption(new Option('--prepare', 'write what training needs beside the files, such as the mean of a folder of images'))
    .addOption(pluginOption())
    .addOption(jsonOption())
    .action(async (kind: string | undefined, options: DataOptions) => {
      const { loadRegistry, locatePlugin } = await import('../plugins/load.ts');
      const { checkSupply, describeSupplies, suppliedSets } = await import('../plugins/supplies.ts');
      const registry = await loadRegistry(options.plugin.map((specifier) => locatePlugin(specifier, process.cwd())));
      if (kind === undefined) {
        const sets = suppliedSets(registry);
        process.stdout.write(options.json ? `${JSON.stringify(sets)}\n` : describeSupplies(sets));
        return;
      }
      const tell = (line: string): void => void process.stdout.write(`${line}\n`);
      const checked = await checkSupply(registry, kind, { settings: options.set, prepare: options.prepare === true, tell });
      if (options.json) tell(JSON.stringify(checked));
    });
}
