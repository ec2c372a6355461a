import { z } from 'zod';
import { PartitaError, show, suggest } from '../errors/partita-error.ts';
import { wording } from './wording.ts';

/** Where a value stands, for errors. */
export interface Place {
  /** The path at which the value stands, e.g. `sampler.grid`. */
  readonly path?: string;
  /** What to call it where it has no path. */
  readonly whole?: string;
}

/** Checks a value against a schema. @throws PartitaError with the first thing wrong: where, what, and the nearest valid choice */
export function parseValue<S extends z.ZodType>(schema: S, value: unknown, { path = '', whole = 'top level' }: Place = {}): z.output<S> {
  const parsed = schema.safeParse(value, { error: wording });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  const where = issue.path.reduce<string>(joinPath, path) || whole;
  throw new PartitaError(`${where}: ${describeIssue(issue, schema, valueAt(value, issue.path))}.`);
}

/** `a.b` of `a` and `b`, `a[2]` of `a` and 2. */
export const joinPath = (path: string, key: PropertyKey): string =>
  typeof key === 'number' ? `${path}[${key}]` : [path, String(key)].filter((piece) => piece !== '').join('.');

function describeIssue(issue: z.core.$ZodIssue, schema: z.ZodType, got: unknown): string {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0] as string;
      return `there is no option '${key}'${suggest(key, optionsAt(schema, issue.path))}`;
    }
    case 'invalid_value': {
      const choices = issue.values.map(String);
      const isText = typeof got === 'string' && issue.values.length > 1;
      return isText ? `${show(got)} is not valid${suggest(got, choices)}` : `${issue.message}, got ${show(got)}`;
    }
    case 'custom':
    case 'invalid_key':
      return issue.message;
    default:
      return `${issue.message}, got ${show(got)}`;
  }
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);

/** The names that an object at a path inside a schema may have; none where they cannot be told. */
function optionsAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = bare(schema);
  for (const key of path) at = bare(at instanceof z.ZodArray ? at.element : at instanceof z.ZodObject ? at.shape[String(key)] : undefined);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

/** A schema without its default, or without being optional. */
const bare = (schema: unknown): unknown =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional ? bare(schema.unwrap()) : schema;
