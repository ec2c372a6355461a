import { encode } from 'fast-png';
import type { PictureShape } from '../report-data.ts';

/** Small pictures put together into one. */
export interface Mosaic {
  /** As PNG, a data URI. */
  readonly uri: string;
  readonly columns: number;
  readonly rows: number;
  /** Height over width. */
  readonly aspect: number;
}

/** Pixels between pictures. */
const GAP = 2;
/** Wide enough that a reader's browser has nothing to blur. */
const WIDTH = 640;

/**
 * Pictures in rows, from left to right, their pixels as squares. Places that are left over are transparent.
 * @param pictures bytes `[n, height, width, channels]`, channels 1 or 3
 */
export function mosaic(pictures: Uint8Array, [height, width, channels]: PictureShape, columns: number): Mosaic {
  const size = height * width * channels;
  const count = pictures.length / size;
  const rows = Math.ceil(count / columns);
  const zoom = Math.max(1, Math.round(WIDTH / columns / width));
  const [tileWidth, tileHeight] = [width * zoom + GAP, height * zoom + GAP];
  const [fullWidth, fullHeight] = [columns * tileWidth - GAP, rows * tileHeight - GAP];
  const data = new Uint8Array(fullWidth * fullHeight * 4);
  for (let i = 0; i < count; i++) {
    const [left, top] = [(i % columns) * tileWidth, Math.floor(i / columns) * tileHeight];
    for (let y = 0; y < height * zoom; y++)
      for (let x = 0; x < width * zoom; x++) {
        const from = i * size + (Math.floor(y / zoom) * width + Math.floor(x / zoom)) * channels;
        const to = ((top + y) * fullWidth + left + x) * 4;
        for (let c = 0; c < 3; c++) data[to + c] = pictures[from + (c % channels)] as number;
        data[to + 3] = 255;
      }
  }
  const png = encode({ width: fullWidth, height: fullHeight, channels: 4, data }, { zlib: { level: 6 } });
  return { uri: `data:image/png;base64,${Buffer.from(png).toString('base64')}`, columns, rows, aspect: fullHeight / fullWidth };
}
