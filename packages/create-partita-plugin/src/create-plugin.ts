import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeFileError, PartitaError } from '@partita/core';
import { kindOf, requireName, unscoped } from './plugin-name.ts';
import { loadTemplate, type Template } from './templates.ts';

export interface PluginRequest {
  /** The package's name; the component's kind follows from it. */
  readonly name: string;
  /** The contract that the component fulfils. */
  readonly port: string;
  /** The folder to write; default: the name, without its scope. */
  readonly out?: string;
}

export interface CreatedPlugin {
  readonly directory: string;
  readonly kind: string;
  /** Paths inside the folder. */
  readonly files: readonly string[];
}

/** Writes a plugin as an npm package. @throws PartitaError before it writes anything, for whatever its caller can mend */
export function createPlugin({ name, port, out }: PluginRequest): CreatedPlugin {
  const template = loadTemplate(port);
  const kind = kindOf(requireName(name));
  const directory = out ?? unscoped(name);
  requireEmpty(directory);
  const fill = (text: string): string => fillIn(text, { NAME: name, KIND: kind, PORT: port, VERSION: ownVersion(), ...textsOf(template) });
  const files = [...template.files].map(([path, text]) => [
    fill(path),
    path === 'package.json' ? manifest(fill(text), template) : fill(text),
  ]);
  try {
    for (const [path = '', text = ''] of files) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
  } catch (error) {
    throw describeFileError('write', directory, error);
  }
  return { directory, kind, files: files.map(([path = '']) => path).sort() };
}

const textsOf = ({ summary, setting }: Template): Record<string, string> => ({ SETTING: setting, SUMMARY: summary });

/** A setting may name the kind in turn, so texts are filled until none is left. */
function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  const filled = text.replace(/__([A-Z]+)__/g, (whole, key: string) => values[key] ?? whole);
  return filled === text ? text : fillIn(filled, values);
}

function manifest(text: string, { devDependencies }: Template): string {
  const made = JSON.parse(text) as { devDependencies: Record<string, string> };
  const all = Object.entries({ ...made.devDependencies, ...devDependencies }).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ ...made, devDependencies: Object.fromEntries(all) }, null, 2)}\n`;
}

function requireEmpty(directory: string): void {
  let entries: string[];
  try {
    entries = readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw describeFileError('write', directory, error);
  }
  if (entries.length > 0) throw new PartitaError(`The folder '${directory}' is not empty; choose another with --out.`);
}

/** All packages of Partita share one version. */
function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}
