/** What is common to all images of a set. */
export type ImageShape = readonly [height: number, width: number, channels: number];

export const sizeOf = ([height, width, channels]: ImageShape): number => height * width * channels;

/** `32×32×3` */
export const describeShape = (shape: ImageShape): string => shape.join('×');

/** Finitely many images of bytes, each to be had by its number, from 0. */
export interface Pool {
  readonly shape: ImageShape;
  readonly count: number;
  /** Where the images come from, for errors. */
  readonly source: string;
  /** The bytes of these images, `[rows, height, width, channels]`. @throws PartitaError naming the file that is wrong */
  readonly read: (rows: readonly number[]) => Promise<Uint8Array>;
  /** The same without a promise; absent where images are decoded by a thread of its own. */
  readonly readNow?: (rows: readonly number[]) => Uint8Array;
}

export interface Splits {
  readonly train: Pool;
  readonly test: Pool;
}

/** Some of the images of a pool, under numbers of their own. */
export function selection(pool: Pool, count: number, numberOf: (row: number) => number): Pool {
  const { readNow } = pool;
  return {
    shape: pool.shape,
    count,
    source: pool.source,
    read: (rows) => pool.read(rows.map(numberOf)),
    ...(readNow && { readNow: (rows) => readNow(rows.map(numberOf)) }),
  };
}
