/** Image data for score-based models, on a declared lattice, streamed from files. */
export { imageDataset, type ImageDatasetOptions } from './image-dataset.ts';
export { permutation } from './order/permutation.ts';
export { imagesPlugin, imagesPlugin as default } from './plugin.ts';
export type { ImageShape, Pool, Splits } from './pool.ts';
export type { Affine } from './scaled-bytes.ts';
export { cifar10, type Cifar10Options } from './sets/cifar10.ts';
export { downsampledImagenet, type DownsampledImagenetOptions } from './sets/downsampled-imagenet.ts';
export { idx, type IdxOptions } from './sets/idx.ts';
export { imageArray, type ImageArrayOptions } from './sets/image-array.ts';
export { imageFolder, type ImageFolderOptions } from './sets/image-folder.ts';
export { shapes16, type ShapesOptions } from './sets/shapes16.ts';
