import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PartitaError, suggest } from '@partita/core';

const TEMPLATES = fileURLToPath(new URL('../templates/', import.meta.url));
/** What every plugin has, whatever its port. */
const COMMON = 'common';
/** Describes a template; not a file of the plugin. */
const MANIFEST = 'template.json';

/** What a port's template says of itself. */
export interface Template {
  readonly summary: string;
  /** The setting of an experiment that chooses the component. */
  readonly setting: string;
  /** Beyond those of every plugin: what the port's contract suite needs. */
  readonly devDependencies: Readonly<Record<string, string>>;
  /** The text of each file by its path in the plugin. */
  readonly files: ReadonlyMap<string, string>;
}

/** The ports that have a template: a working component, which its author rewrites. */
export const ports = (): string[] => readdirSync(TEMPLATES).filter((name) => name !== COMMON);

/** @throws PartitaError naming the nearest port */
export function loadTemplate(port: string): Template {
  if (!ports().includes(port)) throw new PartitaError(`There is no template for the port '${port}'${suggest(port, ports())}.`);
  const manifest = JSON.parse(readFileSync(join(TEMPLATES, port, MANIFEST), 'utf8')) as Omit<Template, 'files'>;
  return { ...manifest, files: new Map([...filesIn(COMMON), ...filesIn(port)]) };
}

function filesIn(template: string): [string, string][] {
  const root = join(TEMPLATES, template);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== MANIFEST)
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [join(dirname(path), nameOf(path)).slice(root.length + 1), readFileSync(path, 'utf8')]);
}

const nameOf = (path: string): string => RENAMED[basename(path)] ?? basename(path);

/** npm packs no .gitignore, and takes a nested package.json for a package. */
const RENAMED: Readonly<Record<string, string>> = { _gitignore: '.gitignore', '_package.json': 'package.json' };
