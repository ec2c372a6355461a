import type { Row } from './row.ts';

export type Cell = Row['cell'];

/** A cell's name within its suite: `hg / equal`. */
export const cellName = (cell: Cell, axes: readonly string[]): string => axes.map((axis) => cell[axis] ?? '–').join(' / ');

/** What a cell shares with those that it is compared with: all axes but the last. */
export const groupName = (cell: Cell, axes: readonly string[]): string => cellName(cell, axes.slice(0, -1));

/** What is compared within a group: the last axis. */
export const contestantOf = (cell: Cell, axes: readonly string[]): string => cell[axes.at(-1) ?? ''] ?? '–';

/** Things by a name of theirs, in the order in which names first appear. */
export function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
