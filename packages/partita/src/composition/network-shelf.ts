import { PartitaError } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

/**
 * The parameter vectors of a model's networks, of which those used last are in memory: a model of a thousand networks need not fit.
 * While some are in use, the next one in the direction of travel is read ahead.
 */
export class NetworkShelf {
  readonly #count: number;
  readonly #capacity: number;
  readonly #read: (network: number) => Promise<Float32Array>;
  /** Those in memory, the one used longest ago first. */
  readonly #held = new Map<number, tf.Tensor1D>();
  #ahead: { readonly network: number; readonly vector: Promise<Float32Array> } | undefined;
  #last = -1;

  /**
   * @param count networks there are, numbered from 0
   * @param capacity those held at a time, at least as many as are fetched together; one more may be read ahead
   * @param read a network's vector, from wherever it is kept
   */
  constructor(count: number, capacity: number, read: (network: number) => Promise<Float32Array>) {
    this.#count = count;
    this.#capacity = capacity;
    this.#read = read;
  }

  /** Puts a vector on the shelf where there is room for it without taking another down. */
  offer(network: number, vector: Float32Array): void {
    if (this.#held.size < this.#capacity) this.#held.set(network, tf.tensor1d(vector));
  }

  /** Brings networks into memory, and takes others down to make room. */
  async fetch(...networks: readonly number[]): Promise<void> {
    for (const network of networks) {
      const vector = this.#held.get(network) ?? tf.tensor1d(await this.#vectorOf(network));
      this.#held.delete(network);
      this.#held.set(network, vector); // now the one used last
    }
    for (const [network, vector] of this.#held) {
      if (this.#held.size <= Math.max(this.#capacity, networks.length)) break;
      this.#held.delete(network);
      vector.dispose();
    }
    this.#readAhead(networks[0] as number);
  }

  /** The parameters of a network that was fetched. */
  parameters(network: number): { readonly vector: tf.Tensor1D } {
    const vector = this.#held.get(network);
    if (!vector)
      throw new PartitaError(
        `The parameters of network ${network} are not in memory; await its segment's fetch() before each stretch of use.`,
      );
    return { vector };
  }

  dispose(): void {
    tf.dispose([...this.#held.values()]);
    this.#held.clear();
    this.#ahead = undefined;
  }

  #vectorOf(network: number): Promise<Float32Array> {
    return this.#ahead?.network === network ? this.#ahead.vector : this.#read(network);
  }

  #readAhead(network: number): void {
    const next = network + Math.sign(network - this.#last);
    this.#last = network;
    if (next < 0 || next >= this.#count || next === network || this.#held.has(next) || this.#ahead?.network === next) return;
    const vector = this.#read(next);
    vector.catch(() => undefined); // whoever fetches it hears of it
    this.#ahead = { network: next, vector };
  }
}
