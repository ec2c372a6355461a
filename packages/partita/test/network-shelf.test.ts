import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { NetworkShelf } from '../src/composition/network-shelf.ts';

/** A shelf of networks whose vector is their number, with a list of what it read. */
function shelfOf(count: number, capacity: number) {
  const reads: number[] = [];
  const read = (network: number): Promise<Float32Array> => {
    reads.push(network);
    return network === 13 ? Promise.reject(new Error('unlucky')) : Promise.resolve(Float32Array.of(network));
  };
  return { shelf: new NetworkShelf(count, capacity, read), reads };
}

const numberOn = (shelf: NetworkShelf, network: number): number => shelf.parameters(network).vector.dataSync()[0] as number;

describe('a shelf of networks', () => {
  it('holds those used last, gives each its own numbers, and frees the others', async () => {
    const { shelf } = shelfOf(100, 3);
    const before = tf.memory().numTensors;
    for (const network of [0, 1, 2, 3, 50, 3, 99]) {
      await shelf.fetch(network);
      expect(numberOn(shelf, network)).toBe(network);
      expect(tf.memory().numTensors - before).toBeLessThanOrEqual(3);
    }
    expect(numberOn(shelf, 3)).toBe(3); // used after 50
    expect(() => shelf.parameters(2)).toThrow(/^The parameters of network 2 are not in memory/);
    shelf.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reads the next one ahead, either way, once each', async () => {
    const { shelf, reads } = shelfOf(5, 1);
    for (const network of [0, 1, 2, 3, 4, 3, 2]) await shelf.fetch(network);
    expect(reads).toEqual([0, 1, 2, 3, 4, 3, 2, 1]);
    shelf.dispose();
  });

  it('reads nothing where all fit', async () => {
    const { shelf, reads } = shelfOf(2, 2);
    [0, 1].forEach((network) => shelf.offer(network, Float32Array.of(network)));
    for (const network of [0, 1, 0, 1]) await shelf.fetch(network);
    expect(reads).toEqual([]);
    shelf.dispose();
  });

  it('holds as many as are fetched together, whatever its capacity', async () => {
    const { shelf } = shelfOf(9, 1);
    await shelf.fetch(4, 5);
    expect([numberOn(shelf, 4), numberOn(shelf, 5)]).toEqual([4, 5]);
    shelf.dispose();
  });

  it('fails where a network cannot be read, not before', async () => {
    const { shelf } = shelfOf(20, 2);
    await shelf.fetch(11);
    await shelf.fetch(12);
    await expect(shelf.fetch(13)).rejects.toThrow('unlucky');
    shelf.dispose();
  });
});
