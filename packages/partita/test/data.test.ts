import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PartitaError } from '@partita/core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../src/plugins/load.ts';
import { checkSupply, describeSupplies, suppliedSets } from '../src/plugins/supplies.ts';
import { command, scratch, startCommand } from './command.ts';

const check = async (kind: string, settings: readonly string[], prepare = false) => {
  const told: string[] = [];
  const checked = await checkSupply(await loadRegistry(), kind, { settings, prepare, tell: (line) => told.push(line) });
  return { ...checked, told };
};

/** A file as the binary version of CIFAR-10 has it, of two images. */
const twoImages = (): Uint8Array => new Uint8Array(2 * 3073).map((_, i) => (i % 3073 === 0 ? 3 : i % 251));

function cifar(directory: string): void {
  for (const name of ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'])
    writeFileSync(join(directory, `${name}.bin`), twoImages());
}

describe('partita data', { timeout: 120_000 }, () => {
  it('names every set that needs files, what it needs and where', async () => {
    const sets = suppliedSets(await loadRegistry());
    expect(sets.map(({ kind }) => kind)).toEqual(['cifar10', 'downsampled-imagenet', 'idx', 'image-array', 'image-folder']);
    expect(describeSupplies(sets)).toContain('dataset.directory = "data/cifar10"');
  });

  it('says of sound files what they are', async () => {
    const directory = scratch();
    cifar(directory);
    const { findings, dataset, told } = await check('cifar10', [`directory=${directory}`, 'records=2']);
    expect(findings).toHaveLength(7);
    expect(findings[0]).toMatch(/data_batch_1\.bin: 2 images, SHA-256 [0-9a-f]{64}$/);
    expect(findings.at(-1)).toBe("'cifar10' is ready: images of 32×32×3.");
    expect(dataset).toMatchObject({ kind: 'cifar10', directory, records: 2, bits: 8 });
    expect(told[0]).toContain('cifar-10-binary.tar.gz');
  });

  it.each([
    [
      'missing files',
      'cifar10',
      ['directory=/nowhere'],
      /^Cannot read '.nowhere.data_batch_1\.bin': there is no such file or directory\.$/,
    ],
    ['a set without files', 'shapes16', [], /^The data set 'shapes16' needs no files; those that do: cifar10, /],
    ['an unknown set', 'cifar', [], /there is no Dataset of kind 'cifar'; did you mean 'cifar10'\?/],
    ['an unknown setting', 'idx', ['dir=x'], /dataset: there is no option 'dir'/],
  ])('says in one sentence what is wrong: %s', async (_, kind, settings, message) => {
    const failure: unknown = await check(kind, settings).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PartitaError);
    expect((failure as Error).message).toMatch(message);
  });

  it('refuses an archive that is not the published one, and to prepare what needs nothing', async () => {
    const directory = scratch();
    cifar(directory);
    await expect(check('cifar10', [`directory=${directory}`], true)).rejects.toThrow(/needs nothing prepared/);
    writeFileSync(join(directory, 'cifar-10-binary.tar.gz'), 'not it');
    await expect(check('cifar10', [`directory=${directory}`, 'records=2'])).rejects.toThrow(
      /has the MD5 checksum [0-9a-f]{32}, not the published c32a1d4ab5d03f1284b67883e8d87530; fetch it again\.$/,
    );
  });

  it("prepares a folder's mean, with which its rows are centred", async () => {
    const directory = join(scratch(), 'pictures');
    mkdirSync(directory);
    for (let i = 0; i < 6; i++) {
      const raw = { width: 4, height: 4, channels: 3 as const };
      await sharp(
        new Uint8Array(48).map((_, at) => (i * 40 + at) % 256),
        { raw },
      )
        .png()
        .toFile(join(directory, `${i}.png`));
    }
    const settings = [`directory=${directory}`, 'height=4', 'width=4', 'testFraction=0.34', 'centre=pixel-mean'];
    await expect(check('image-folder', settings)).rejects.toThrow(/mean\.json' is not there/);
    const { findings } = await check('image-folder', settings, true);
    expect(findings[1]).toMatch(/pictures\.mean\.json: the mean of 4 training images$/);
    await expect(check('image-folder', [...settings, 'height=3'])).rejects.toThrow(/is of 4 images of 4×4×3, not of these 4 of 3×4×3/);
  });

  it('is a command: findings on one stream, a sentence on the other, status 2', async () => {
    const directory = scratch();
    const missing = await startCommand(['data', 'idx', '--set', `directory=${directory}`]).ended;
    expect([missing.status, missing.stderr.trim().split('\n').length]).toEqual([2, 1]);
    expect(missing.stdout).toContain('train-images-idx3-ubyte');
    cifar(directory);
    const said = await command('data', 'cifar10', '--set', `directory=${directory}`, '--set', 'records=2', '--json');
    expect(JSON.parse(said.trim().split('\n').at(-1)!)).toMatchObject({ dataset: { kind: 'cifar10', records: 2 } });
  });
});
