import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { PACKAGES, type Device } from './device.ts';
import { notInstalled, notLoaded } from './sentences.ts';
import { inSurroundings } from './surroundings.ts';

/** Its name among the runtimes of tfjs. */
export const RUNTIME = 'tensorflow';

/** What tfjs-node registers with tfjs, as far as it is looked at here. */
export interface TensorFlow extends tf.KernelBackend {
  /** Whether TensorFlow found a GPU; if not it computes on the CPU and says nothing. */
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

/**
 * TensorFlow in this process, loaded once: from the package that the user's project, this package or NODE_PATH has.
 * @throws PartitaError where there is no such package, or its binding does not load
 */
export function loadTensorFlow(device: Device, threads: number): TensorFlow {
  if (!(RUNTIME in tf.engine().registry)) {
    const path = locate(PACKAGES[device]);
    if (path === undefined) throw notInstalled(device);
    try {
      inSurroundings(device, threads, () => quietly(() => void require(path)));
    } catch (error) {
      throw notLoaded(device, error);
    }
  }
  return tf.findBackend(RUNTIME) as TensorFlow;
}

/** Without the warnings of a second copy of tfjs, in which tfjs-node brings what the first one has registered already. */
function quietly(load: () => void): void {
  const env = tf.env();
  const production = env.getBool('PROD');
  env.set('PROD', true);
  try {
    load();
  } finally {
    env.set('PROD', production);
  }
}

const require = createRequire(import.meta.url);

/** The file of a package as the user's own project sees it, or else as this one does. */
function locate(name: string): string | undefined {
  for (const from of [createRequire(resolve('package.json')), require])
    try {
      return from.resolve(name);
    } catch {
      // not there
    }
  return undefined;
}
