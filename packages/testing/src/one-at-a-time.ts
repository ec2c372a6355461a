/** The same segments, whose tensors can be read only from when their `fetch` was awaited until another's is. */
export function oneAtATime<K extends string, S extends Readonly<Record<K, unknown>>>(segments: readonly S[], tensors: K): S[] {
  let present: S | undefined;
  return segments.map((segment) =>
    Object.defineProperty({ ...segment, fetch: () => Promise.resolve(void (present = segment)) }, tensors, {
      enumerable: true,
      get() {
        if (present !== segment) throw new Error(`The ${tensors} of a segment were read, but it is not the one that was fetched last.`);
        return segment[tensors];
      },
    }),
  );
}
