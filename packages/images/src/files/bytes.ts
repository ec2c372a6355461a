import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { describeFileError, PartitaError } from '@partita/core';

/** Bytes that can be read at any place: a file's, a part of them, or some in memory. */
export interface Bytes {
  /** The file, for errors. */
  readonly path: string;
  readonly size: number;
  /** `length` bytes from each of the positions, one after the other. @throws PartitaError */
  gather(positions: readonly number[], length: number): Promise<Uint8Array>;
  gatherNow(positions: readonly number[], length: number): Uint8Array;
}

/**
 * A file's bytes. It is open only while a batch is read, so nothing has to be closed, and it must not change meanwhile.
 * @throws PartitaError when there is no such file
 */
export function fileBytes(path: string): Bytes {
  const before = attempt(path, () => statSync(path));
  if (before.isDirectory()) throw describeFileError('read', path, { code: 'EISDIR' });
  if (!before.isFile()) throw new PartitaError(`Cannot read '${path}': it is a device or a pipe, not a file.`);
  const requireSame = ({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): void => {
    if (size !== before.size || mtimeMs !== before.mtimeMs)
      throw new PartitaError(`'${path}' was changed while it was read; leave data alone while a run reads them.`);
  };
  const requireAll = (read: number, length: number): void => {
    if (read !== length) throw new PartitaError(`'${path}' ends before it should; it may be on a failing disk.`);
  };

  return {
    path,
    size: before.size,
    async gather(positions, length) {
      const out = new Uint8Array(positions.length * length);
      try {
        const file = await open(path, 'r');
        try {
          requireSame(await file.stat());
          await Promise.all(
            positions.map(async (position, i) => requireAll((await file.read(out, i * length, length, position)).bytesRead, length)),
          );
        } finally {
          await file.close();
        }
      } catch (error) {
        throw asMistake(path, error);
      }
      return out;
    },
    gatherNow(positions, length) {
      return attempt(path, () => {
        const out = new Uint8Array(positions.length * length);
        const file = openSync(path, 'r');
        try {
          requireSame(fstatSync(file));
          positions.forEach((position, i) => requireAll(readSync(file, out, i * length, length, position), length));
        } finally {
          closeSync(file);
        }
        return out;
      });
    },
  };
}

/** Bytes in memory, read from a file that had to be unpacked. */
export function memoryBytes(path: string, bytes: Uint8Array): Bytes {
  const gatherNow = (positions: readonly number[], length: number): Uint8Array => {
    const out = new Uint8Array(positions.length * length);
    positions.forEach((position, i) => out.set(bytes.subarray(position, position + length), i * length));
    return out;
  };
  return { path, size: bytes.length, gatherNow, gather: (positions, length) => Promise.resolve(gatherNow(positions, length)) };
}

/** A stretch of other bytes. */
export const section = (bytes: Bytes, start: number, size: number, path = bytes.path): Bytes => ({
  path,
  size,
  gather: (positions, length) =>
    bytes.gather(
      positions.map((position) => start + position),
      length,
    ),
  gatherNow: (positions, length) =>
    bytes.gatherNow(
      positions.map((position) => start + position),
      length,
    ),
});

/** The first bytes, at most so many. */
export const head = (bytes: Bytes, most: number): Uint8Array => bytes.gatherNow([0], Math.min(most, bytes.size));

/** Whether there is a file or directory of this path. */
export const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asMistake(path, error);
  }
}

const asMistake = (path: string, error: unknown): PartitaError =>
  error instanceof PartitaError ? error : describeFileError('read', path, error);
