import { PartitaError } from '../errors/partita-error.ts';

type Json = Record<string, unknown>;

/**
 * `--set a.b=value` on an unresolved experiment; returns a new one. A new `kind` drops the options of the old kind.
 * Values are read as JSON where they are JSON, else as text. Names are checked when the experiment is resolved.
 */
export function assign(experiment: Json, path: string, value: unknown): Json {
  const keys = path.split('.');
  if (keys.some((key) => key === '' || key === '__proto__' || key === 'constructor' || key === 'prototype'))
    throw new PartitaError(`'${path}' is not a path to an option; write for example training.steps=3000.`);
  return assignAt(experiment, keys, value);
}

function assignAt(target: Json, [key, ...rest]: readonly string[], value: unknown): Json {
  const name = key as string;
  if (rest.length === 0) return name === 'kind' && target['kind'] !== value ? { kind: value } : { ...target, [name]: value };
  const inner = target[name];
  const object = typeof inner === 'string' ? { kind: inner } : typeof inner === 'object' && inner !== null ? (inner as Json) : {};
  return { ...target, [name]: assignAt(object, rest, value) };
}

/** A path of an option and its new value. */
export interface Assignment {
  readonly path: string;
  readonly value: unknown;
}

/** Reads one `path=value` argument. */
export function parseAssignment(text: string): Assignment {
  const at = text.indexOf('=');
  if (at < 1) throw new PartitaError(`'${text}' is not a setting; write path=value, for example training.steps=3000.`);
  const raw = text.slice(at + 1);
  let value: unknown = raw;
  try {
    value = JSON.parse(raw);
  } catch {
    // Plain text is a value too: partition.kind=equal.
  }
  return { path: text.slice(0, at), value };
}
