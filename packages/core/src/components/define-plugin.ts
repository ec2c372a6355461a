import { z } from 'zod';
import { PartitaError } from '../errors/partita-error.ts';
import type { AnyComponent } from './define-component.ts';

/** What a package contributes: its default export, or an entry of the built-in list. */
export interface Plugin {
  readonly name: string;
  readonly components: readonly AnyComponent[];
  /** BibTeX entries of what its components cite, by the name under which they cite it. */
  readonly bibliography?: Readonly<Record<string, string>>;
}

/** Describes a plugin; the identity function, for its types. */
export const definePlugin = (plugin: Plugin): Plugin => plugin;

/** Checks the default export of a foreign module. @throws PartitaError naming what is missing */
export function requirePlugin(value: unknown, specifier: string): Plugin {
  const plugin = value as Partial<Plugin> | null | undefined;
  const isPlugin = typeof plugin === 'object' && plugin !== null && typeof plugin.name === 'string' && Array.isArray(plugin.components);
  if (!isPlugin) throw new PartitaError(`The plugin '${specifier}' has no default export made by definePlugin({ name, components }).`);
  for (const component of (plugin.components ?? []) as readonly unknown[])
    if (!isComponent(component))
      throw new PartitaError(
        `The plugin '${specifier}' lists a component that was not made by defineComponent({ port, kind, options, create }).`,
      );
  return plugin as Plugin;
}

function isComponent(value: unknown): boolean {
  const { port, kind, options, create } = Object(value) as Partial<Record<keyof AnyComponent, unknown>>;
  return typeof port === 'symbol' && typeof kind === 'string' && options instanceof z.ZodObject && typeof create === 'function';
}
