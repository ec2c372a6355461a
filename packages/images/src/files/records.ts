import { sizeOf, type ImageShape, type Pool } from '../pool.ts';
import type { Bytes } from './bytes.ts';

/** Equally long records, one image in each. */
export interface RecordFile {
  readonly bytes: Bytes;
  /** Where the first record begins. */
  readonly start: number;
  readonly count: number;
}

export interface RecordOptions {
  readonly files: readonly RecordFile[];
  readonly shape: ImageShape;
  /** Bytes before the pixels of a record, such as a label. */
  readonly prefix?: number;
  /** Whether the pixels are stored channel by channel. */
  readonly planar: boolean;
  readonly source: string;
  /** Finds fault with a record. @throws PartitaError */
  readonly inspect?: (record: Uint8Array, file: RecordFile, row: number) => void;
}

/** Images in files of records, read where they stand. */
export function recordPool({ files, shape, prefix = 0, planar, source, inspect }: RecordOptions): Pool {
  const size = sizeOf(shape);
  const length = prefix + size;
  const firsts = files.map((_, i) => files.slice(0, i).reduce((sum, { count }) => sum + count, 0));
  const planes = planar ? shape[2] : 1;

  /** Which records of each file are wanted, and where in the batch they go. */
  const plan = (rows: readonly number[]) =>
    files.flatMap((file, i) => {
      const first = firsts[i] as number;
      const places = rows.flatMap((row, place) => (row >= first && row < first + file.count ? [place] : []));
      const records = places.map((place) => (rows[place] as number) - first);
      return records.length === 0 ? [] : [{ file, places, records, positions: records.map((record) => file.start + record * length) }];
    });

  const unpack = (out: Uint8Array, { file, places, records }: ReturnType<typeof plan>[number], bytes: Uint8Array): void =>
    places.forEach((place, i) => {
      const record = bytes.subarray(i * length, (i + 1) * length);
      inspect?.(record, file, records[i] as number);
      interleave(record.subarray(prefix), planes, out.subarray(place * size, (place + 1) * size));
    });

  return {
    shape,
    source,
    count: files.reduce((sum, { count }) => sum + count, 0),
    async read(rows) {
      const out = new Uint8Array(rows.length * size);
      const plans = plan(rows);
      const parts = await Promise.all(plans.map(({ file, positions }) => file.bytes.gather(positions, length)));
      plans.forEach((one, i) => unpack(out, one, parts[i] as Uint8Array));
      return out;
    },
    readNow(rows) {
      const out = new Uint8Array(rows.length * size);
      for (const one of plan(rows)) unpack(out, one, one.file.bytes.gatherNow(one.positions, length));
      return out;
    },
  };
}

/** Brings values that stand plane by plane to where they stand point by point. */
function interleave(from: Uint8Array, planes: number, out: Uint8Array): void {
  const plane = out.length / planes;
  for (let i = 0, at = 0; i < plane; i++) for (let c = 0; c < planes; c++) out[at++] = from[c * plane + i] as number;
}
