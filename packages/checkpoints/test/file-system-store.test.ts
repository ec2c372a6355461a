import { existsSync, linkSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CheckpointStore, createContainer, PartitaError, Registry, RunDirectory, type Checkpoint } from '@partita/core';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { checkpointsPlugin, decodeSafetensors, encodeSafetensors, FileSystemStore } from '../src/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { describeCheckpointStore } from '@partita/testing';

describeCheckpointStore('file-system', () => {
  const runDirectory = temporaryDirectory();
  return () => new FileSystemStore({ runDirectory });
});

const checkpoint = (step: number): Checkpoint => ({
  metadata: { step: String(step) },
  tensors: { weights: { shape: [4], data: Float32Array.of(step, 1, 2, 3) } },
});

/** A store with checkpoints of steps 1 and 2, its two files, and what it warned of. */
async function twoSaves() {
  const runDirectory = temporaryDirectory();
  const warnings: string[] = [];
  const store = new FileSystemStore({ runDirectory, onDamaged: (message) => warnings.push(message) });
  await store.save(3, checkpoint(1));
  await store.save(3, checkpoint(2));
  const folder = join(runDirectory, 'intervals', '0003');
  return {
    store,
    warnings,
    folder,
    newest: join(folder, 'checkpoint.safetensors'),
    previous: join(folder, 'checkpoint.previous.safetensors'),
  };
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] as number) ^ 1;
  rmSync(path);
  writeFileSync(path, bytes);
}

const stepOf = (path: string): string | undefined => decodeSafetensors(readFileSync(path)).metadata['step'];

describe('a run on disk', () => {
  it('keeps the newest checkpoint, the one before it, the last attempt, and nothing else', async () => {
    const { folder, newest, previous, store } = await twoSaves();
    const [attempt, ...files] = readdirSync(folder).sort();
    expect(attempt).toMatch(/^attempt-0001-[0-9a-f]{8}$/);
    expect(files).toEqual(['checkpoint.previous.safetensors', 'checkpoint.safetensors']);
    expect(readdirSync(join(folder, attempt as string))).toEqual(['claim.json']);
    expect([stepOf(newest), stepOf(previous)]).toEqual(['2', '1']);
    expect(store.describe(3)).toBe(newest);
  });

  it('writes the same bytes for the same work', async () => {
    const [a, b] = [await twoSaves(), await twoSaves()];
    expect(readFileSync(a.newest)).toEqual(readFileSync(b.newest));
  });

  it('uses the checkpoint before a damaged one, says so, and does not let the damaged one replace it', async () => {
    const { store, warnings, newest, previous } = await twoSaves();
    flip(newest, -1);
    expect((await store.load(3))?.metadata).toEqual({ step: '1' });
    expect(warnings).toEqual([
      `'${newest}' is damaged: its content does not match its checksum. Interval 3 goes on from the checkpoint before it, '${previous}'.`,
    ]);
    await store.save(3, checkpoint(5));
    expect([stepOf(newest), stepOf(previous)]).toEqual(['5', '1']);
    await store.save(3, checkpoint(6));
    expect([stepOf(newest), stepOf(previous)]).toEqual(['6', '5']);
  });

  it('warns of a damaged checkpoint through the process by default', async () => {
    const { newest, folder } = await twoSaves();
    truncateSync(newest, 20);
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    await new FileSystemStore({ runDirectory: dirname(dirname(folder)) }).load(3);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('is not a valid safetensors file')]]);
    warn.mockRestore();
  });

  it('uses the checkpoint before a missing one', async () => {
    const { store, warnings, newest } = await twoSaves();
    rmSync(newest);
    expect((await store.load(3))?.metadata).toEqual({ step: '1' });
    expect(warnings[0]).toContain(`'${newest}' is missing.`);
  });

  it('names files, damages and what to do when both are damaged', async () => {
    const { store, folder, newest, previous } = await twoSaves();
    truncateSync(newest, 7);
    flip(previous, -1);
    const failure = store.load(3);
    await expect(failure).rejects.toThrow(PartitaError);
    await expect(failure).rejects.toThrow(
      `'${newest}' is not a valid safetensors file: it ends after 7 bytes, before the length of its header; ` +
        `'${previous}' is damaged: its content does not match its checksum; no other checkpoint of interval 3 is left: delete the folder '${folder}'`,
    );
  });

  it('refuses a valid safetensors file that is not its own', async () => {
    const { store, newest, previous } = await twoSaves();
    rmSync(previous);
    writeFileSync(newest, encodeSafetensors(checkpoint(9)));
    await expect(store.load(3)).rejects.toThrow(/carries no checksum/);
  });

  it('notices every flipped bit of metadata, shapes and data', async () => {
    const { store, newest, previous } = await twoSaves();
    const whole = readFileSync(newest);
    const content = await store.load(3);
    rmSync(previous);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] as number) ^ (1 << bit);
        writeFileSync(newest, bytes);
        const found: unknown = await store.load(3).catch((error: unknown) => error);
        // Padding is the one place where a flip may do no harm: a space becomes another white space.
        if (!(found instanceof PartitaError)) expect(found).toEqual(content);
        if (at >= whole.length - 16) expect(found).toBeInstanceOf(PartitaError);
      }),
      { numRuns: 200, seed: 2306 },
    );
  });

  it('says why a folder cannot be made', async () => {
    const runDirectory = temporaryDirectory();
    writeFileSync(join(runDirectory, 'intervals'), 'a file');
    const store = new FileSystemStore({ runDirectory });
    await expect(store.save(0, checkpoint(1))).rejects.toThrow(PartitaError);
    await expect(store.save(0, checkpoint(1))).rejects.toThrow(/^Cannot write '.*checkpoint\.safetensors': .*(directory|exists already)/);
    await expect(store.load(0)).rejects.toThrow(/^Cannot read '.*': a part of the path is a file/);
  });

  it('does not save what cannot be read back', async () => {
    const { store, newest } = await twoSaves();
    await expect(store.save(3, { metadata: { sha256: 'x' }, tensors: {} })).rejects.toThrow(/'sha256' is reserved/);
    await expect(store.save(3, { metadata: {}, tensors: { a: { shape: [2], data: new Float32Array(1) } } })).rejects.toThrow(
      /^The checkpoint cannot be written as safetensors: tensor 'a' has 1 numbers/,
    );
    expect(stepOf(newest)).toBe('2');
  });

  it('recovers from a kill between the two renames of a save', async () => {
    const { store, folder, newest, previous } = await twoSaves();
    linkSync(newest, join(folder, `.checkpoint.previous.safetensors.elsewhere.1.1.tmp`)); // the state in which the kill leaves the folder
    expect((await store.load(3))?.metadata).toEqual({ step: '2' });
    await store.save(3, checkpoint(3));
    expect([stepOf(newest), stepOf(previous)]).toEqual(['3', '2']);
  });

  it('is the component file-system', async () => {
    const runDirectory = temporaryDirectory();
    const container = createContainer(new Registry([checkpointsPlugin])).provide(RunDirectory, runDirectory);
    await container.build(CheckpointStore, 'file-system').save(0, checkpoint(1));
    expect(existsSync(join(runDirectory, 'intervals', '0000', 'checkpoint.safetensors'))).toBe(true);
  });
});
