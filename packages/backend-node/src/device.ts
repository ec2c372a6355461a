/** What TensorFlow computes on. */
export type Device = 'cpu' | 'gpu';

/** The npm package that brings TensorFlow for a device; an optional peer. */
export const PACKAGES: Readonly<Record<Device, string>> = {
  cpu: '@tensorflow/tfjs-node',
  gpu: '@tensorflow/tfjs-node-gpu',
};

/** The version of those packages that this one is made for. */
export const VERSION = '4.22.0';
