import * as core from '@partita/core';
import { messageOf, PartitaError, requirePlugin, type Plugin } from '@partita/core';
import * as zod from 'zod';

/** What a typed module may import. A bundle has no modules by these names any more; each becomes one that hands out what the bundle holds. */
const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { '@partita/core': core, zod };
const HELD = 'partita modules';

const urlOf = (text: string): string => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

let stand: Readonly<Record<string, string>> | undefined;

/** For each module of the bundle the URL of one that exports the same. */
function standIns(): Readonly<Record<string, string>> {
  Object.assign(globalThis, { [HELD]: MODULES });
  return (stand ??= Object.fromEntries(
    Object.entries(MODULES).map(([name, exported]) => {
      const lines = Object.keys(exported).map((key, i) => `const x${i} = held[${JSON.stringify(key)}]; export { x${i} as ${key} };`);
      return [name, urlOf(`const held = globalThis[${JSON.stringify(HELD)}][${JSON.stringify(name)}];\n${lines.join('\n')}`)];
    }),
  ));
}

const IMPORTED = /(\bfrom\s*|\bimport\s*)(["'])([^"'\n]+)\2/g;

/** JavaScript as a visitor types it, with its imports led to what the page holds. @throws PartitaError naming one that it does not hold */
function linked(code: string, name: string): string {
  const known = standIns();
  return code.replace(IMPORTED, (_all, word: string, _quote, wanted: string) => {
    const url = known[wanted];
    if (url === undefined)
      throw new PartitaError(`${name} imports '${wanted}', which this page does not have; it has ${Object.keys(known).join(' and ')}.`);
    return `${word}${JSON.stringify(url)}`;
  });
}

/**
 * A plugin from its code: the same module that the command takes with `--plugin`, in JavaScript.
 * @throws PartitaError in one sentence for whatever is wrong with it
 */
export async function importTyped(code: string, name: string): Promise<Plugin> {
  const url = urlOf(linked(code, name));
  try {
    const { default: found } = (await import(/* @vite-ignore */ url)) as { default?: unknown };
    return requirePlugin(found, name);
  } catch (error) {
    if (error instanceof PartitaError) throw error;
    throw new PartitaError(`${name} cannot be loaded: ${messageOf(error).replace(/\.$/, '')}.`, { cause: error });
  } finally {
    URL.revokeObjectURL(url);
  }
}
