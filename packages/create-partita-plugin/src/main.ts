import { messageOf, PartitaError } from '@partita/core';
import { askFor } from './ask.ts';
import { createPlugin, type PluginRequest } from './create-plugin.ts';
import { HELP, requestFrom } from './request.ts';
import { ports } from './templates.ts';

/** Mistakes that the user can mend. */
const MISTAKE = 2;
/** Defects of ours. */
const DEFECT = 1;

/** The `create-partita-plugin` command. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { help, ...known } = requestFrom(argv);
    if (help) {
      process.stdout.write(`${HELP}\n`);
      return 0;
    }
    const { directory, kind, files } = createPlugin(
      process.stdin.isTTY ? await askFor(known, { input: process.stdin, output: process.stdout }) : complete(known),
    );
    process.stdout.write(
      `${directory}: the component '${kind}' in ${files.length} files. Next:\n\n  cd ${directory}\n  npm install\n  npm test\n`,
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return error instanceof PartitaError ? MISTAKE : DEFECT;
  }
}

function complete({ name, port, ...rest }: Partial<PluginRequest>): PluginRequest {
  if (name === undefined) throw new PartitaError('The plugin needs a name, e.g. partita-plugin-geometric; see --help.');
  if (port === undefined) throw new PartitaError(`The plugin needs a port; choose --port of ${ports().join(', ')}.`);
  return { ...rest, name, port };
}
