import type { OptionsSchema } from './define-component.ts';
import { joinPath, parseValue } from './parse-value.ts';
import { normalisePart, partsOf } from './part.ts';
import type { Registry } from './registry.ts';

/** Parses options strictly, fills in defaults, and resolves the components among them. */
export function validateOptions(registry: Registry, schema: OptionsSchema, raw: unknown, path: string): Record<string, unknown> {
  const parts = partsOf(schema);
  const input = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...(raw as Record<string, unknown>) } : raw;
  if (typeof input === 'object' && input !== null)
    for (const [option, meta] of parts) {
      const value = (input as Record<string, unknown>)[option];
      if (value !== undefined) (input as Record<string, unknown>)[option] = normalisePart(value, meta);
    }

  const options = parseValue(schema.strict(), input, { path, whole: 'experiment' });
  for (const [option, { port, many }] of parts) {
    const where = joinPath(path, option);
    const value = options[option];
    options[option] = many
      ? (value as unknown[]).map((spec, i) => registry.resolve(registry.port(port), spec, joinPath(where, i)))
      : registry.resolve(registry.port(port), value, where);
  }
  return options;
}
