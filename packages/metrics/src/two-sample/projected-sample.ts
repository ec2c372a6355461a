/** A sample on a line in increasing order, each value with its row's group and half. */
export interface ProjectedSample {
  readonly values: Float64Array;
  readonly groups: Uint8Array;
  readonly halves: Uint8Array;
}

/** Rows along a direction. Row i is of group i mod `groups`, and every group is in both halves. */
export function project(rows: Float32Array, direction: Float64Array, groups: number): ProjectedSample {
  const dimension = direction.length;
  const raw = Float64Array.from({ length: rows.length / dimension }, (_, row) =>
    direction.reduce((sum, weight, axis) => sum + weight * (rows[row * dimension + axis] as number), 0),
  );
  const order = Uint32Array.from(raw, (_, i) => i).sort((i, j) => (raw[i] as number) - (raw[j] as number));
  return {
    values: Float64Array.from(order, (i) => raw[i] as number),
    groups: Uint8Array.from(order, (i) => i % groups),
    halves: Uint8Array.from(order, (i) => Math.floor(i / groups) % 2),
  };
}

/** The values without a group, and of one half where it is given, still in order. */
export const choose = ({ values, groups, halves }: ProjectedSample, without: number | undefined, half?: number): Float64Array =>
  values.filter((_, i) => groups[i] !== without && (half === undefined || halves[i] === half));
