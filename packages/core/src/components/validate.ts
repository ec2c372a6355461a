import type { z } from 'zod';
import { PartitaError, suggest } from '../errors/partita-error.ts';
import type { OptionsSchema } from './define-component.ts';
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

  const parsed = schema.strict().safeParse(input);
  if (!parsed.success) throw new PartitaError(describeIssue(parsed.error, schema, input, path));
  const options = parsed.data;
  for (const [option, { port, many }] of parts) {
    const where = join(path, option);
    const value = options[option];
    options[option] = many
      ? (value as unknown[]).map((spec, i) => registry.resolve(registry.port(port), spec, `${where}[${i}]`))
      : registry.resolve(registry.port(port), value, where);
  }
  return options;
}

/** The first issue as one sentence: where, what, and the nearest valid choice. */
function describeIssue(error: z.ZodError, schema: OptionsSchema, input: unknown, path: string): string {
  const issue = error.issues[0] as z.core.$ZodIssue;
  const where = join(path, issue.path.map(String).join('.')) || 'experiment';
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] as string;
    const known = issue.path.length === 0 ? Object.keys(schema.shape) : [];
    return `${where}: there is no option '${key}'${suggest(key, known)}.`;
  }
  if (issue.code === 'invalid_value') {
    const got = valueAt(input, issue.path);
    const choices = issue.values.map(String);
    return `${where}: ${JSON.stringify(got)} is not valid${typeof got === 'string' ? suggest(got, choices) : `; choose one of: ${choices.join(', ')}`}.`;
  }
  const got = valueAt(input, issue.path);
  return `${where}: ${issue.message.replace(/^Invalid input: /, '').replace(/, received .*$/, '')}${issue.code === 'custom' ? '' : `, got ${got === undefined ? 'nothing' : JSON.stringify(got)}`}.`;
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);

const join = (path: string, key: string): string => [path, key].filter((piece) => piece !== '').join('.');
