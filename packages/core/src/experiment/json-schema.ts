import { z } from 'zod';
import type { PartMeta } from '../components/part.ts';
import type { Registry } from '../components/registry.ts';
import { experimentSchema } from './schema.ts';

type Node = Record<string, unknown>;

/** JSON Schema of an experiment for editors: every component known to the registry, with its options. */
export function experimentJsonSchema(registry: Registry): Node {
  const components = registry.ports().flatMap((port) =>
    registry.components(port).map(({ kind, summary, options }): [string, Node] => {
      const { properties, ...schema } = describe(options as z.ZodObject);
      return [`${port}.${kind}`, { ...schema, description: summary, properties: { kind: { const: kind }, ...(properties as Node) } }];
    }),
  );
  const ports = registry.ports().map((port): [string, Node] => {
    const kinds = registry.components(port).map(({ kind }) => kind);
    return [port, { anyOf: [{ enum: kinds }, ...kinds.map((kind) => ({ ...reference(`${port}.${kind}`), required: ['kind'] }))] }];
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Partita experiment',
    ...describe(experimentSchema),
    $defs: Object.fromEntries([...ports, ...components]),
  };
}

/** An object schema whose parts link to their port's definition. */
function describe(schema: z.ZodObject): Node {
  const { $schema: _draft, properties, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as Node & { properties?: Record<string, Node> };
  const linked = Object.entries(properties ?? {}).map(([name, node]) => [name, node['port'] === undefined ? node : link(node)]);
  return { ...rest, additionalProperties: false, properties: Object.fromEntries(linked) as Node };
}

/** A part is a component by name or with options; options without a kind are those of the default kind. */
function link(node: Node): Node {
  const { port, many, kind } = node as unknown as PartMeta;
  const component = reference(port);
  const bare = { ...reference(`${port}.${kind ?? ''}`), not: { required: ['kind'] } };
  const choice = kind === undefined ? component : { anyOf: [component, bare] };
  return { description: node['description'], default: node['default'], ...(many ? { type: 'array', items: component } : choice) };
}

const reference = (name: string): Node => ({ $ref: `#/$defs/${name}` });
