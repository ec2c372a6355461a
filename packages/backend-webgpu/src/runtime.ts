/** tfjs's runtime with its eyes open. Imported once WebGPU is in its place, for tfjs looks for it while it loads. */
import { PartitaError } from '@partita/core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceWatch } from './watch.ts';

export { repairKernels } from './kernels/index.ts';

/** tfjs's webgpu runtime, which says what is wrong in place of going on with nonsense. */
export class WatchedRuntime extends WebGPUBackend {
  readonly #watch: DeviceWatch;

  constructor(device: GPUDevice, watch: DeviceWatch) {
    super(device);
    this.#watch = watch;
  }

  /** Every tensor passes here before the GPU sees it. @throws PartitaError for one that is larger than any of its buffers */
  override uploadToGPU(dataId: tf.DataId): void {
    this.#watch.requireSound();
    const { shape, resource } = this.tensorMap.get(dataId);
    const bytes = 4 * tf.util.sizeFromShape(shape);
    const most = Math.min(this.device.limits.maxBufferSize, this.device.limits.maxStorageBufferBindingSize);
    if (resource == null && bytes > most)
      throw new PartitaError(
        `A tensor of shape [${shape.join(', ')}] takes ${gibibytes(bytes)} and a buffer of this GPU holds at most ${gibibytes(most)}; use smaller batches, or a backend on the CPU.`,
      );
    super.uploadToGPU(dataId);
  }

  override async read(dataId: object): Promise<tf.BackendValues> {
    try {
      const values = await super.read(dataId);
      this.#watch.requireSound();
      return values;
    } catch (error) {
      throw this.#watch.explain(error);
    }
  }

  /** The host's own copy, if there is one: nothing waits for a GPU. */
  override readSync(dataId: object): tf.BackendValues {
    const { values } = this.tensorMap.get(dataId) as { values?: tf.BackendValues | null };
    if (values == null)
      throw new PartitaError('The webgpu backend cannot read a tensor at once (dataSync, arraySync, print); await data() or array().');
    return values;
  }
}

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toPrecision(3)} GiB`;
