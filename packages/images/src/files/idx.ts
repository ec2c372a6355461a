import { PartitaError } from '@partita/core';
import { sizeOf, type ImageShape, type Pool } from '../pool.ts';
import { fileBytes, head } from './bytes.ts';
import { gunzipped } from './gunzip.ts';
import { recordPool } from './records.ts';

const UNSIGNED_BYTES = 8;

/**
 * An IDX file of images (LeCun, MNIST): two zero bytes, the type (8: bytes), the number of axes, each axis's length as a big-endian
 * 32-bit number, then the bytes; plain or gzipped. Axes [n, height, width], or [n, height, width, channels].
 *
 * @throws PartitaError when the header does not fit the file
 */
export function idxPool(path: string): Pool {
  const bytes = gunzipped(fileBytes(path));
  const wrong = (what: string) => new PartitaError(`'${path}' ${what}.`);
  const start = head(bytes, 20);
  const [zero, alsoZero, type, axes = 0] = start;
  if (start.length < 4 || zero !== 0 || alsoZero !== 0) throw wrong('is not an IDX file, plain or gzipped');
  if (type !== UNSIGNED_BYTES) throw wrong(`holds numbers of IDX type ${type}; images are of type 8, bytes`);
  if (axes !== 3 && axes !== 4) throw wrong(`has ${axes} axes, as labels have 1; images have 3 or 4, [n, height, width, channels]`);
  const dataAt = 4 + 4 * axes;
  if (bytes.size < dataAt) throw wrong('is truncated in its header');
  const view = new DataView(start.buffer, start.byteOffset);
  const [count, height, width, channels = 1] = Array.from({ length: axes }, (_, i) => view.getUint32(4 + 4 * i)) as [
    number,
    number,
    number,
  ];
  const shape: ImageShape = [height, width, channels];
  if (count * sizeOf(shape) === 0) throw wrong(`is empty: its shape is [${[count, ...shape].join(', ')}]`);
  const wanted = dataAt + count * sizeOf(shape);
  if (bytes.size !== wanted)
    throw wrong(
      `holds ${bytes.size} bytes, but its header speaks of ${wanted}, ${count} images of ${shape.join('×')}: it is truncated, or the header lies`,
    );
  return recordPool({ files: [{ bytes, start: dataAt, count }], shape, planar: false, source: `'${path}'` });
}
