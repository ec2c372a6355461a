import { Dataset, defineComponent, definePlugin } from '@partita/core';
import { z } from 'zod';
import { affineOptions, directory, rawOptions, testFraction } from './options.ts';
import { cifar10 } from './sets/cifar10.ts';
import { downsampledImagenet } from './sets/downsampled-imagenet.ts';
import { idx } from './sets/idx.ts';
import { imageArray } from './sets/image-array.ts';
import { imageFolder } from './sets/image-folder.ts';
import { shapes16 } from './sets/shapes16.ts';
import { cifar10Supply } from './supply/cifar10.ts';
import { idxSupply } from './supply/idx.ts';
import { imageFolderSupply } from './supply/image-folder.ts';
import { downsampledImagenetSupply, imageArraySupply } from './supply/numpy.ts';

const FORMULA = "x = scale·(k' + 1/2)/2^bits + offset, k' = k >> (8 - bits) of a byte k; less the mean's x where centred";

export const imagesPlugin = definePlugin({
  name: '@partita/images',
  components: [
    defineComponent({
      port: Dataset,
      kind: 'cifar10',
      summary: 'CIFAR-10, binary version: 32×32 in colour',
      formula: FORMULA,
      options: z.object({
        directory: directory('data/cifar10'),
        records: z.int().min(1).default(10_000).describe('images in each of its six files'),
        ...rawOptions,
      }),
      create: cifar10,
      supply: cifar10Supply,
    }),
    defineComponent({
      port: Dataset,
      kind: 'downsampled-imagenet',
      summary: 'ImageNet made smaller, npz files of 64×64 (or 32, 16, 8) in colour',
      formula: FORMULA,
      options: z.object({
        directory: directory('data/imagenet64'),
        side: z.int().min(1).max(256).default(64).describe('height and width of an image'),
        batches: z.int().min(1).max(100).default(10).describe('training files'),
        ...rawOptions,
      }),
      create: downsampledImagenet,
      supply: downsampledImagenetSupply,
      cites: ['arXiv:1707.08819'],
    }),
    defineComponent({
      port: Dataset,
      kind: 'idx',
      summary: 'IDX files of images, gzipped or plain: MNIST and its family',
      formula: FORMULA,
      options: z.object({
        directory: directory('data/mnist'),
        train: z.string().min(1).default('train-images-idx3-ubyte').describe('the file of training images, without .gz'),
        test: z.string().min(1).default('t10k-images-idx3-ubyte').describe('the file of test images, without .gz'),
        ...rawOptions,
      }),
      create: idx,
      supply: idxSupply,
    }),
    defineComponent({
      port: Dataset,
      kind: 'image-array',
      summary: 'a NumPy array of images, bytes [n, height, width(, channels)], in an npy or npz file',
      formula: FORMULA,
      options: z.object({
        path: z.string().min(1).default('data/images.npy').describe('the .npy or .npz file'),
        member: z.string().min(1).default('data').describe('the array of an .npz file'),
        testPath: z.string().min(1).optional().describe('a file of test images'),
        testMember: z.string().min(1).optional().describe('the array of test images'),
        testFraction,
        ...rawOptions,
      }),
      create: imageArray,
      supply: imageArraySupply,
    }),
    defineComponent({
      port: Dataset,
      kind: 'image-folder',
      summary: 'a folder of PNG and JPEG images, cut from the middle and made smaller',
      formula: FORMULA,
      options: z.object({
        directory: directory('data/images'),
        testDirectory: z.string().min(1).optional().describe('a folder of test images; without it a share is set aside'),
        testFraction,
        height: z.int().min(1).max(4096).default(64).describe('height of an image as it is learned'),
        width: z.int().min(1).max(4096).default(64).describe('its width'),
        channels: z
          .union([z.literal(1), z.literal(3)])
          .default(3)
          .describe('1 for grey images, 3 for colour; others are refused'),
        crop: z.int().min(0).max(65_536).default(0).describe('side of the square cut from the middle first; 0 for none'),
        ignore: z.array(z.string().min(1)).default([]).describe('names of files and folders to leave out'),
        maxPixels: z.int().min(1).default(67_108_864).describe('the most pixels that a file may hold'),
        ...rawOptions,
      }),
      create: imageFolder,
      supply: imageFolderSupply,
    }),
    defineComponent({
      port: Dataset,
      kind: 'shapes16',
      summary: 'generated 16×16 pictures of a disc, a square or a cross, light on dark, for a network to learn in minutes',
      formula: FORMULA,
      options: z.object(affineOptions),
      create: shapes16,
    }),
  ],
});
