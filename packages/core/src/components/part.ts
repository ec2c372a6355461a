import { z } from 'zod';
import { tokenName, type Token } from '../injection/token.ts';
import type { ComponentSpec } from './define-component.ts';

/** What an option that holds a component says of itself; the registry validates and the JSON Schema links by it. */
export interface PartMeta {
  readonly port: string;
  readonly many: boolean;
  /** The kind that is meant where options are given without one. */
  readonly kind?: string;
}

const spec = z.looseObject({ kind: z.string() });

/** An option that is a component of another port, e.g. a sampler's solver; `kind` alone may be written as a string. */
export function part<T>(port: Token<T>, fallback: ComponentSpec | string, summary: string) {
  const standard = asSpec(fallback);
  return spec
    .default(standard)
    .describe(summary)
    .meta({ port: tokenName(port), many: false, kind: standard.kind } satisfies PartMeta);
}

/** An option that is a list of components of another port. */
export function parts<T>(port: Token<T>, fallback: readonly (ComponentSpec | string)[], summary: string) {
  return z
    .array(spec)
    .default(fallback.map(asSpec))
    .describe(summary)
    .meta({ port: tokenName(port), many: true } satisfies PartMeta);
}

/** The parts among an object schema's options. */
export function partsOf(schema: z.ZodObject): [string, PartMeta][] {
  return Object.entries(schema.shape).flatMap(([option, value]) => {
    const meta = (value as z.ZodType).meta() as Partial<PartMeta> | undefined;
    return meta?.port === undefined ? [] : [[option, meta as PartMeta] as [string, PartMeta]];
  });
}

/** `"equal"` is short for `{ "kind": "equal" }`. */
function asSpec(value: ComponentSpec | string): ComponentSpec {
  return typeof value === 'string' ? { kind: value } : value;
}

/** What a user wrote for a part, with a text read as a kind and a missing kind filled in; wrong types are left to the schema. */
export function normalisePart(value: unknown, { many, kind }: PartMeta): unknown {
  if (many) return Array.isArray(value) ? value.map((item: unknown) => (typeof item === 'string' ? asSpec(item) : item)) : value;
  if (typeof value === 'string') return asSpec(value);
  const isBare = typeof value === 'object' && value !== null && !Array.isArray(value) && !('kind' in value);
  return isBare && kind !== undefined ? { kind, ...value } : value;
}
