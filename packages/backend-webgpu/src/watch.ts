import { PartitaError } from '@partita/core';

/**
 * What goes wrong on a GPU is told later, by events, while calls go on and return nonsense. A watch remembers it until someone asks,
 * and whoever reads numbers asks.
 */
export class DeviceWatch {
  readonly #name: string;
  #lost: PartitaError | undefined;
  #fault: PartitaError | undefined;

  constructor(device: GPUDevice, name: string) {
    this.#name = name;
    void device.lost.then(({ message }) => (this.#lost = lost(name, message)));
    device.addEventListener('uncapturederror', (event) => {
      event.preventDefault(); // it is told here
      this.#fault ??= faultOf(name, event.error);
    });
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** @throws PartitaError when the device is lost, or refused something since the last call */
  requireSound(): void {
    const error = this.#lost ?? this.#fault;
    this.#fault = undefined;
    if (error) throw new PartitaError(error.message, { cause: error }); // each with the stack of who asks
  }

  /** The error that a rejected read stands for. */
  explain(error: unknown): unknown {
    const known = this.#lost ?? this.#fault;
    this.#fault = undefined;
    if (known) return known;
    return /lost|destroyed/i.test(String(error)) ? lost(this.#name, '') : error;
  }
}

const lost = (name: string, message: string): PartitaError =>
  new PartitaError(
    `The GPU ${name} was lost${message === '' ? '' : ` (${firstLine(message)})`}: what was computed since the last checkpoint is gone; go on from there with --resume.`,
  );

function faultOf(name: string, error: GPUError): PartitaError {
  const reason = firstLine(error.message);
  return new PartitaError(
    isOutOfMemory(error)
      ? `The GPU ${name} is out of memory (${reason}); choose a smaller training.batchSize or smaller batches of the sampler and the likelihood, fewer workers, or a backend on the CPU, and go on with --resume.`
      : `The GPU ${name} refuses a computation: ${reason}.`,
    { cause: error },
  );
}

/** Of a message of many lines, without its full stop. */
const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/\.$/, '');

const isOutOfMemory = (error: GPUError): boolean =>
  error.constructor.name === 'GPUOutOfMemoryError' || /out of memory|max buffer size|failed to allocate/i.test(error.message);
