import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { messageOf, PartitaError, Registry, requirePlugin } from '@partita/core';
import { BUILT_IN } from './built-in.ts';

/** The built-in components and those of the named plugins. */
export async function loadRegistry(specifiers: readonly string[] = []): Promise<Registry> {
  const registry = new Registry(BUILT_IN);
  for (const specifier of specifiers) registry.add(requirePlugin(await importDefault(specifier), specifier));
  return registry;
}

/** File specifiers as absolute paths, so that workers and later commands find them; package names stay as they are. */
export function locatePlugin(specifier: string, base: string): string {
  if (specifier.startsWith('file:')) return fromUrl(specifier);
  return isFile(specifier) ? resolve(base, specifier) : specifier;
}

const isFile = (specifier: string): boolean => /^\.{1,2}[/\\]/.test(specifier) || isAbsolute(specifier);

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

async function importDefault(specifier: string): Promise<unknown> {
  if (specifier.trim() === '' || (isFile(specifier) && !isThere(specifier)))
    throw new PartitaError(`The plugin '${specifier}' cannot be loaded: there is no such file.`);
  try {
    const path = isFile(specifier) ? specifier : locatePackage(specifier);
    const { default: found } = (await (/\.[mc]?ts$/.test(path) ? importTypeScript(path) : import(urlOf(path)))) as { default?: unknown };
    return isCommonJs(found) ? found.default : found;
  } catch (error) {
    throw new PartitaError(`The plugin '${specifier}' cannot be loaded: ${summaryOf(error)}.`, { cause: error });
  }
}

function fromUrl(specifier: string): string {
  try {
    return fileURLToPath(specifier);
  } catch (error) {
    throw new PartitaError(`The plugin '${specifier}' cannot be loaded: ${messageOf(error)}.`, { cause: error });
  }
}

/** The first line of an error; two where the first only announces the second. */
function summaryOf(error: unknown): string {
  const [first = '', second = ''] = messageOf(error).split(/\s*\n\s*/);
  const text = first.endsWith(':') ? `${first} ${second}` : first;
  return text.replace(/ imported from .*$/, '').replace(/\.$/, '');
}

/** A package as the user's own project sees it, or else as this one does. */
function locatePackage(specifier: string): string {
  try {
    return createRequire(resolve(process.cwd(), 'package.json')).resolve(specifier);
  } catch {
    return specifier;
  }
}

/** Loads TypeScript as it stands, by tsx, whether its project is of ES modules or not; the hooks are there for this import only. */
async function importTypeScript(path: string): Promise<unknown> {
  const [esm, cjs] = await Promise.all([import('tsx/esm/api'), import('tsx/cjs/api')]);
  const forgetEsm = esm.register();
  const forgetCjs = cjs.register();
  try {
    return await import(urlOf(path));
  } finally {
    forgetCjs();
    await forgetEsm();
  }
}

/** An ES module that was compiled to CommonJS has its default export one level down. */
function isCommonJs(found: unknown): found is { default: unknown } {
  return typeof found === 'object' && found !== null && '__esModule' in found && 'default' in found;
}

const urlOf = (path: string): string => (isAbsolute(path) ? pathToFileURL(path).href : path);
