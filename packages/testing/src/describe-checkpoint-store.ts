import { PartitaError, type Checkpoint, type CheckpointStore } from '@partita/core';
import { beforeEach, describe, expect, it } from 'vitest';

/** Opens a store on the same place again, as another process would. */
export type OpenStore = () => CheckpointStore;

/**
 * What every checkpoint store must do.
 * @param make makes a fresh, empty place, and returns what opens stores on it
 */
export function describeCheckpointStore(name: string, make: () => OpenStore | Promise<OpenStore>): void {
  describe(`the checkpoint store ${name}`, () => {
    let open: OpenStore;
    beforeEach(async () => {
      open = await make();
    });

    it('has no checkpoint at first', async () => {
      expect(await open().load(0)).toBeUndefined();
    });

    it('gives back what was saved, bit for bit, to another process too', async () => {
      await open().save(3, sample);
      expectEqual(await open().load(3), sample);
    });

    it('gives back the last of several saves', async () => {
      const store = open();
      for (const step of [1, 2, 3]) await store.save(0, filled(step));
      expectEqual(await store.load(0), filled(3));
      expectEqual(await open().load(0), filled(3));
    });

    it('keeps intervals apart', async () => {
      const store = open();
      for (const interval of [0, 1, 10, 12345]) await store.save(interval, filled(interval));
      for (const interval of [0, 1, 10, 12345]) expectEqual(await store.load(interval), filled(interval));
      expect(await store.load(2)).toBeUndefined();
    });

    it('keeps no hold on what it is given, nor on what it gives', async () => {
      const store = open();
      const given = filled(1);
      await store.save(0, given);
      given.tensors['weights']?.data.fill(-1);
      const first = await store.load(0);
      expectEqual(first, filled(1));
      first?.tensors['weights']?.data.fill(-2);
      expectEqual(await store.load(0), filled(1));
    });

    it('shows a reader a whole checkpoint while it is being replaced', async () => {
      const writer = open();
      await writer.save(0, filled(0));
      const progress = { writing: true };
      const writes = (async () => {
        for (let step = 1; step <= 20; step++) await writer.save(0, filled(step));
        progress.writing = false;
      })();
      const reader = open();
      const steps: number[] = [];
      while (progress.writing) {
        const checkpoint = await reader.load(0);
        const step = Number(checkpoint?.metadata['step']);
        expectEqual(checkpoint, filled(step));
        steps.push(step);
      }
      await writes;
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    });

    it('lets nobody save but who claimed an interval last, if several can reach it', async ({ skip }) => {
      const [early, late] = [open(), open()];
      skip(early.claim === undefined, 'a store that no other process can reach does without claims');
      await early.claim?.(0);
      await early.save(0, filled(1));
      await late.claim?.(0);
      await late.claim?.(0); // once more changes nothing
      await expect(early.save(0, filled(2))).rejects.toThrow(PartitaError);
      expectEqual(await late.load(0), filled(1));
      await late.save(0, filled(3));
      await early.save(1, filled(4)); // of another interval
      expectEqual(await open().load(0), filled(3));
      await expect(early.save(0, filled(5))).rejects.toThrow(PartitaError);
      expectEqual(await open().load(0), filled(3));
    });

    it('says where each interval lies', () => {
      const store = open();
      expect(store.describe(0)).not.toBe('');
      expect(store.describe(1)).not.toBe(store.describe(0));
    });
  });
}

/** Every kind of number, shape and text that a checkpoint may hold. */
const sample: Checkpoint = {
  metadata: { step: '42', 'a key with "quotes"': 'Zeitintervall ½ 音', empty: '' },
  tensors: {
    'layer.0/kernel': { shape: [2, 3], data: Float32Array.of(0, -0, 1.5, NaN, Infinity, -Infinity) },
    'layer.0/bias': { shape: [3], data: Float32Array.of(1.401298464324817e-45, 3.4028234663852886e38, Math.fround(0.1)) },
    scalar: { shape: [], data: Float32Array.of(7) },
    none: { shape: [0, 5], data: new Float32Array(0) },
  },
};

const filled = (step: number): Checkpoint => ({
  metadata: { step: String(step) },
  tensors: { weights: { shape: [8, 125], data: new Float32Array(1000).fill(step) } },
});

function expectEqual(actual: Checkpoint | undefined, expected: Checkpoint): void {
  expect(actual?.metadata).toEqual(expected.metadata);
  expect(Object.keys(actual?.tensors ?? {}).sort()).toEqual(Object.keys(expected.tensors).sort());
  for (const [name, { shape, data }] of Object.entries(expected.tensors)) {
    expect(actual?.tensors[name]?.shape).toEqual(shape);
    expect(bitsOf(actual?.tensors[name]?.data ?? new Float32Array())).toEqual(bitsOf(data));
  }
}

const bitsOf = (data: Float32Array): number[] => [...new Uint32Array(data.slice().buffer)];
