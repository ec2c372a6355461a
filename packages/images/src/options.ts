import { z } from 'zod';

/** The declared map from bytes to data, an option of every set. */
export const affineOptions = {
  scale: z.number().gt(0).default(2).describe('width of all levels together, in units of the data'),
  offset: z.number().default(-1).describe('lower end of the lowest level, in units of the data'),
  bits: z.int().min(1).max(8).default(8).describe('bits kept of each byte, from the highest'),
};

export const rawOptions = {
  ...affineOptions,
  centre: z
    .enum(['none', 'pixel-mean'])
    .default('none')
    .describe('whether the mean of the training images is subtracted, pixel by pixel; offset then says nothing'),
  flip: z.boolean().default(false).describe('mirror every second training image, left for right'),
};

export const directory = (fallback: string) => z.string().min(1).default(fallback).describe('where its files lie');

export const testFraction = z.number().gt(0).lt(1).default(0.1).describe('the share of the images that is kept for testing');
