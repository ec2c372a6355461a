import { spawn } from 'node:child_process';
import * as files from 'node:fs/promises';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PartitaError } from '@partita/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeFileAtomically } from '../src/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof files>();
  return { ...real, open: vi.fn(real.open), link: vi.fn(real.link), rename: vi.fn(real.rename) };
});
afterEach(() => vi.clearAllMocks());

const failure = (code: string): Error => Object.assign(new Error(`${code}: of the test`), { code });

function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open: () => open() };
}

function target() {
  const folder = temporaryDirectory();
  const [path, previous] = [join(folder, 'plan.json'), join(folder, 'plan.previous.json')];
  writeFileSync(path, 'old');
  return { folder, path, previous };
}

describe('writeFileAtomically', () => {
  it('writes text and bytes, makes folders, and leaves no other file', async () => {
    const folder = temporaryDirectory();
    const path = join(folder, 'a', 'b', 'plan.json');
    await writeFileAtomically(path, 'first ½');
    expect(readFileSync(path, 'utf8')).toBe('first ½');
    await writeFileAtomically(path, Uint8Array.of(1, 2, 3));
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['plan.json']);
  });

  it('keeps what it replaces', async () => {
    const { path, previous } = target();
    await writeFileAtomically(path, 'new', { previous });
    await writeFileAtomically(path, 'newer', { previous });
    expect([readFileSync(path, 'utf8'), readFileSync(previous, 'utf8')]).toEqual(['newer', 'new']);
  });

  it('has the new content in place before it gives up the older one', async () => {
    const { folder, path, previous } = target();
    writeFileSync(previous, 'older');
    const order: string[] = [];
    const real = await vi.importActual<typeof files>('node:fs/promises');
    vi.mocked(files.rename).mockImplementation(async (from, to) => {
      await real.rename(from, to);
      order.push([path, previous].map((file) => readFileSync(file, 'utf8')).join(' '));
    });
    await writeFileAtomically(path, 'new', { previous });
    vi.mocked(files.rename).mockImplementation(real.rename);
    expect(order).toEqual(['new older', 'new old']);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('copies where there are no hard links', async () => {
    const { folder, path, previous } = target();
    vi.mocked(files.link).mockRejectedValueOnce(failure('EPERM'));
    await writeFileAtomically(path, 'new', { previous });
    expect([readFileSync(path, 'utf8'), readFileSync(previous, 'utf8')]).toEqual(['new', 'old']);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EACCES', 'permission denied'],
  ])('leaves the old file untouched after %s, and no temporary one', async (code, reason) => {
    const { folder, path, previous } = target();
    const real = await vi.importActual<typeof files>('node:fs/promises');
    vi.mocked(files.open).mockImplementationOnce(async (...args) => {
      const file = await real.open(...args);
      file.sync = () => Promise.reject(failure(code));
      return file;
    });
    const attempt = writeFileAtomically(path, 'new', { previous });
    await expect(attempt).rejects.toThrow(PartitaError);
    await expect(attempt).rejects.toThrow(`Cannot write '${path}': ${reason}.`);
    expect(readdirSync(folder)).toEqual(['plan.json']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('leaves nothing behind when the last step fails', async () => {
    const folder = temporaryDirectory();
    const path = join(folder, 'plan.json');
    mkdirSync(join(path, 'inside'), { recursive: true });
    await expect(writeFileAtomically(path, 'new')).rejects.toThrow(/^Cannot write '.*plan\.json'/);
    expect(readdirSync(folder)).toEqual(['plan.json']);
  });

  it('removes what killed processes left, and only that', async () => {
    const { folder, path } = target();
    const gone = spawn(process.execPath, ['--version']);
    await new Promise((resolve) => gone.once('close', resolve));
    const host = hostname().replace(/[^\w-]/g, '-');
    const put = (name: string, ageHours = 0): string => {
      const seconds = Date.now() / 1000 - ageHours * 3600;
      writeFileSync(join(folder, name), '');
      utimesSync(join(folder, name), seconds, seconds);
      return name;
    };
    put(`.plan.json.${host}.${String(gone.pid)}.1.tmp`);
    put(`.plan.json.${host}.${process.pid}.99999.tmp`); // the number of this process, used by one before it
    put('.plan.json.elsewhere.1.1.tmp', 2);
    const kept = [
      put(`.plan.json.${host}.${process.ppid}.1.tmp`),
      put('.plan.json.elsewhere.1.1.tmp2', 2),
      put('.plan.json.elsewhere.2.1.tmp'),
      put('notes.tmp', 2),
    ];
    await writeFileAtomically(path, 'new');
    expect(readdirSync(folder).sort()).toEqual([...kept, 'plan.json'].sort());
  });

  it('leaves the files of concurrent writers alone', async () => {
    const { folder, path } = target();
    const real = await vi.importActual<typeof files>('node:fs/promises');
    const [created, released] = [gate(), gate()];
    vi.mocked(files.open).mockImplementationOnce(async (...args) => {
      const file = await real.open(...args);
      created.open();
      await released.passed;
      return file;
    });
    const slow = writeFileAtomically(path, 'slow');
    await created.passed;
    await writeFileAtomically(path, 'fast');
    released.open();
    await slow;
    expect(readFileSync(path, 'utf8')).toBe('slow');
    expect(readdirSync(folder)).toEqual(['plan.json']);
  });
});
