import type { ImageShape } from './pool.ts';

/** Turns an image left for right, where it stands. */
export function mirror(bytes: Uint8Array, [height, width, channels]: ImageShape): void {
  const stride = width * channels;
  for (let row = 0; row < height * stride; row += stride)
    for (let left = row, right = row + stride - channels; left < right; left += channels, right -= channels)
      for (let c = 0; c < channels; c++) [bytes[left + c], bytes[right + c]] = [bytes[right + c] as number, bytes[left + c] as number];
}
