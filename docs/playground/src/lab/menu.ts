import { experimentSchema, tokenName, type AnyComponent, type ComponentSpec, type Registry } from '@partita/core';
import { z } from 'zod';
import type { KindChoice, Menu, OptionChoice } from './inquiry.ts';

type Node = Omit<OptionChoice, 'name' | 'options' | 'description'> & {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
};

/** Everything that can be chosen, from the descriptors themselves. */
export function menuOf(registry: Registry): Menu {
  const choices = registry
    .ports()
    .map((port) => [port, registry.components(port).map((component) => kindOf(registry, component))] as const);
  return { settings: settingsOf(experimentSchema), choices: Object.fromEntries(choices) };
}

function kindOf(registry: Registry, { port, kind, summary, options }: AnyComponent): KindChoice {
  const spec = defaultsOf(registry, port, kind);
  return { kind, summary, options: settingsOf(options as z.ZodObject), ...(spec ? { spec } : {}) };
}

/** A component's options by default; undefined where one has to be given. */
function defaultsOf(registry: Registry, port: AnyComponent['port'], kind: string): ComponentSpec | undefined {
  try {
    return registry.resolve(port, kind, tokenName(port));
  } catch {
    return undefined;
  }
}

const settingsOf = (schema: z.ZodObject): OptionChoice[] => inside(z.toJSONSchema(schema, { io: 'input' }) as Node);

const inside = ({ properties = {} }: Node): OptionChoice[] =>
  Object.entries(properties).map(([name, { description = '', type, enum: values, minimum, maximum, port, many, ...rest }]) => ({
    name,
    description,
    ...(type === undefined ? {} : { type }),
    ...(values === undefined ? {} : { enum: values }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(port === undefined ? {} : { port }),
    ...(many === undefined ? {} : { many }),
    ...(rest.properties === undefined || port !== undefined ? {} : { options: inside(rest) }),
  }));
