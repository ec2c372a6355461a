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
  const metadata = await attempt(() => sharp(path, { limitInputPixels: false }).metadata());
  const { crop, height, width } = framing;
  const { width: wide, height: high } = requireSuitable(metadata, framing);
  const image = sharp(path, { limitInputPixels: framing.maxPixels, failOn: 'error', sequentialRead: true }).autoOrient();
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
    if (/is missing/.test(message)) throw new Fault('is gone or cannot be read');
    throw new Fault(
      `is truncated or corrupt: ${message
        .trim()
        .replace(/\s*\n\s*/g, '; ')
        .replace(/\.$/, '')}`,
    );
  }
}
