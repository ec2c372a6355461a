import { open } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import type { Framing } from './messages.ts';

sharp.cache(false);

/** Why an image cannot serve, as the end of a sentence that begins with its path. */
export class Fault extends Error {}

/**
 * Decodes an image, turns it upright, cuts its middle and makes it smaller, by Lanczos' kernel. It is measured by its header before
 * anything of it is decoded. @throws Fault
 */
export async function decodeImage(path: string, framing: Framing): Promise<Buffer> {
  const file = await readImage(path);
  const metadata = await attempt(() => sharp(file, { limitInputPixels: false }).metadata());
  const { crop, height, width } = framing;
  const { width: wide, height: high } = requireSuitable(metadata, framing);
  const image = sharp(file, { limitInputPixels: framing.maxPixels, failOn: 'error', sequentialRead: true }).autoOrient();
  const [left, top] = [Math.floor((wide - crop) / 2), Math.floor((high - crop) / 2)];
  const cut = crop > 0 ? image.extract({ left, top, width: crop, height: crop }) : image;
  const isOfSize = (crop || wide) === width && (crop || high) === height;
  const framed = isOfSize ? cut : cut.resize({ width, height, fit: 'cover', position: 'centre', fastShrinkOnLoad: false });
  const { data, info } = await attempt(() =>
    framed
      .toColourspace(framing.channels === 1 ? 'b-w' : 'srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  );
  if (info.width !== width || info.height !== height || info.channels !== framing.channels)
    throw new Fault(`became ${info.height}×${info.width}×${info.channels} instead of ${height}×${width}×${framing.channels}`);
  return data;
}

/** Read into memory first: libvips would map the file, and die with the process where it becomes shorter meanwhile. */
async function readImage(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > MOST_BYTES) throw new Fault(`holds ${size} bytes, more than the ${MOST_BYTES} that an image may`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof Fault ? error : new Fault(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const MOST_BYTES = 2 ** 28;

const KINDS: Readonly<Record<number, string>> = { 1: 'grey', 3: 'in colour' };

function requireSuitable(metadata: Metadata, { height, width, channels, crop, maxPixels }: Framing): { width: number; height: number } {
  const { format, depth, hasAlpha, space } = metadata;
  if (format !== 'png' && format !== 'jpeg') throw new Fault(`holds ${format}, not PNG or JPEG`);
  const { width: wide, height: high } = metadata.autoOrient;
  if (wide * high > maxPixels) throw new Fault(`has ${wide}×${high} pixels, more than dataset.maxPixels = ${maxPixels}`);
  if (depth !== 'uchar') throw new Fault('has 16 bits a channel; save it with 8');
  if (hasAlpha) throw new Fault('has an alpha channel; save it without');
  if (metadata.channels !== channels)
    throw new Fault(`is ${KINDS[metadata.channels] ?? space}, and dataset.channels = ${channels} wants images that are ${KINDS[channels]}`);
  const least = crop > 0 ? [crop, crop] : [height, width];
  if (high < (least[0] as number) || wide < (least[1] as number))
    throw new Fault(`has ${high}×${wide} pixels, fewer than the ${least.join('×')} that are cut or made of it`);
  return { width: wide, height: high };
}

async function attempt<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/unsupported image format/.test(message)) throw new Fault('is no PNG or JPEG image, or its beginning is damaged');
    // What libvips says after its first line may be of images that other threads decode at the same time.
    const [first = ''] = message.trim().split(/\s*\n/);
    throw new Fault(`is truncated or corrupt: ${first.replace(/\.$/, '')}`);
  }
}
