import { show } from '@partita/core';

export interface Difference {
  readonly path: string;
  readonly left: string;
  readonly right: string;
}

/** Settings that may change between a run's start and its continuation: they do not touch what is trained. */
const FREE = new Set(['executor', 'sampler', 'likelihood', 'metrics', 'evaluation', 'name', 'notes', '$schema']);

/** The first setting in which two experiments differ in what they train, or undefined. */
export function firstDifference(left: unknown, right: unknown, path: readonly string[] = []): Difference | undefined {
  if (path.length === 1 && FREE.has(path[0] as string)) return undefined;
  const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (isTree(left) && isTree(right)) {
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const found = firstDifference(left[key], right[key], [...path, key]);
      if (found) return found;
    }
    return undefined;
  }
  return Object.is(left, right) ? undefined : { path: path.join('.'), left: said(left), right: said(right) };
}

const said = (value: unknown): string => (value === undefined ? 'unset' : show(value));
