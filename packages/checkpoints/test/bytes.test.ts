import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../src/bytes.ts';
import { FileSystemStore } from '../src/index.ts';
import { sha256 as inBrowsers } from '../src/sha256/browser.ts';
import { sha256 as inNode } from '../src/sha256/node.ts';
import { readFileSync } from 'node:fs';
import { temporaryDirectory } from './temporary-directory.ts';

const checkpoint = { metadata: { step: '7' }, tensors: { weights: { shape: [2], data: Float32Array.of(1, -0.5) } } };

describe('checkpoints as bytes', () => {
  it('are the files of the store', async () => {
    const store = new FileSystemStore({ runDirectory: temporaryDirectory() });
    await store.save(0, checkpoint);
    const file = new Uint8Array(readFileSync(store.describe(0)));
    expect(encodeCheckpoint(checkpoint)).toEqual(file);
    expect(decodeCheckpoint(file)).toEqual(checkpoint);
  });

  it('are refused when a bit of them has changed', () => {
    const bytes = encodeCheckpoint(checkpoint);
    bytes[bytes.length - 1]! ^= 1;
    expect(() => decodeCheckpoint(bytes, "'x'")).toThrow("'x' is damaged: its content does not match its checksum.");
  });

  it('have the same checksum in Node and in browsers', () => {
    expect(inBrowsers([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'); // FIPS 180-4, of nothing
    const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 });
    fc.assert(
      fc.property(pieces, (bytes) => {
        expect(inBrowsers(bytes)).toBe(inNode(bytes));
      }),
    );
  });
});
