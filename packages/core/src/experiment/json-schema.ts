import { z } from 'zod';
import type { Registry } from '../components/registry.ts';
import { experimentSchema } from './schema.ts';

type Node = Record<string, unknown>;

/** JSON Schema of an experiment for editors: every component known to the registry, with its options. */
export function experimentJsonSchema(registry: Registry): Node {
  const definitions = Object.fromEntries(
    registry.ports().map((port) => [
      port,
      {
        anyOf: [
          { enum: registry.components(port).map(({ kind }) => kind) },
          ...registry.components(port).map(({ kind, summary, options }) => {
            const schema = describe(options as z.ZodObject);
            const properties = { kind: { const: kind }, ...(schema['properties'] as Node) };
            return { ...schema, description: summary, properties, required: ['kind'] };
          }),
        ],
      },
    ]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Partita experiment',
    ...describe(experimentSchema),
    $defs: definitions,
  };
}

/** An object schema whose parts link to their port's definition. */
function describe(schema: z.ZodObject): Node {
  const { $schema: _draft, properties, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as Node & { properties?: Record<string, Node> };
  const linked = Object.entries(properties ?? {}).map(([name, node]) => [name, node['port'] === undefined ? node : link(node)]);
  return { ...rest, additionalProperties: false, properties: Object.fromEntries(linked) as Node };
}

function link({ port, many, description, default: fallback }: Node): Node {
  const ref = { $ref: `#/$defs/${String(port)}` };
  return { description, default: fallback, ...(many === true ? { type: 'array', items: ref } : ref) };
}
