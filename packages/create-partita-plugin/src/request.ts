import { parseArgs } from 'node:util';
import { PartitaError, suggest } from '@partita/core';
import type { PluginRequest } from './create-plugin.ts';
import { ports } from './templates.ts';

const OPTIONS = { port: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

export const HELP = `Usage: npm create partita-plugin <name> -- --port <Port> [--out DIR]
       npx create-partita-plugin <name> --port <Port> [--out DIR]

Writes a Partita plugin as an npm package: a working component with its options, types, tests, README, build and changeset.
On a terminal, what is not given is asked for.

  --port  the contract it fulfils: ${ports().join(', ')}
  --out   the folder to write; default: the name without its scope`;

/** What the command line asks for, as far as it says. @throws PartitaError on a word that it does not know */
export function requestFrom(argv: readonly string[]): Partial<PluginRequest> & { readonly help: boolean } {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const choices = Object.keys(OPTIONS).map((name) => `--${name}`);
    if (!(token.name in OPTIONS)) throw new PartitaError(`There is no option '${token.rawName}'${suggest(token.rawName, choices)}.`);
    if (token.name !== 'help' && !token.value) throw new PartitaError(`${token.rawName} needs a value.`);
  }
  const [name, second] = positionals;
  if (second !== undefined) throw new PartitaError(`A plugin has one name, but '${second}' follows '${name}'; see --help.`);
  const [port, out] = [values.port, values.out] as (string | undefined)[];
  return {
    help: values.help === true,
    ...(name !== undefined && { name }),
    ...(port !== undefined && { port }),
    ...(out !== undefined && { out }),
  };
}
