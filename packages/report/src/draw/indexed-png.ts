import { encode } from 'fast-png';

/** A picture of one byte per pixel, `[height, width]` from the top, and what colour each byte stands for: a data URI. */
export function indexedPngUri(width: number, height: number, pixels: Uint8Array, palette: readonly (readonly number[])[]): string {
  const png = encode({ width, height, channels: 1, data: pixels, palette: palette.map((colour) => [...colour]) }, { zlib: { level: 6 } });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
