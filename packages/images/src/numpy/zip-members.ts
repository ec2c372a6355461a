import { closeSync, openSync, readSync } from 'node:fs';
import { describeFileError, messageOf, PartitaError } from '@partita/core';
import yauzl from 'yauzl';
import { fileBytes, type Bytes } from '../files/bytes.ts';

export interface ZipMember {
  readonly name: string;
  /** 0: as it is; 8: deflated. */
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  readonly crc32: number;
  /** Where its bytes begin in the file. */
  readonly start: number;
}

const MOST_MEMBERS = 1000;

/** Reads at once, so that yauzl calls back before it returns, and a data set can be made without waiting. */
class FileReader extends yauzl.RandomAccessReader {
  readonly #file: number;

  constructor(file: number) {
    super();
    this.#file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, read?: number) => void,
  ): void {
    callback(null, readSync(this.#file, buffer, offset, length, position));
  }
}

/** What a zip file holds, with the names, sizes and places that yauzl found consistent. @throws PartitaError when it is none, or corrupt */
export function zipMembers(path: string): { readonly bytes: Bytes; readonly members: readonly ZipMember[] } {
  const bytes = fileBytes(path);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw describeFileError('read', path, error);
  }
  const fail = (error: unknown): never => {
    throw error instanceof PartitaError
      ? error
      : new PartitaError(`'${path}' is not an npz file, or is truncated or corrupt: ${messageOf(error).replace(/\.$/, '')}.`, {
          cause: error,
        });
  };
  const members: ZipMember[] = [];
  try {
    yauzl.fromRandomAccessReader(
      new FileReader(file),
      bytes.size,
      { lazyEntries: true, autoClose: false, strictFileNames: true },
      (error, zip) => {
        if (error) return fail(error);
        if (zip.entryCount > MOST_MEMBERS) fail(new Error(`it lists ${zip.entryCount} members`));
        zip.on('error', fail);
        zip.on('entry', (entry: yauzl.Entry) => {
          if (entry.isEncrypted()) fail(new Error(`'${entry.fileName}' is encrypted`));
          zip.readLocalFileHeader(entry, { minimal: true }, (wrong, local) => {
            if (wrong) return fail(wrong);
            const { fileName: name, compressionMethod: method, compressedSize: packedSize, uncompressedSize: size, crc32 } = entry;
            members.push({ name, method, packedSize, size, crc32, start: local.fileDataStart });
          });
        });
        for (let i = 0; i < zip.entryCount; i++) zip.readEntry();
      },
    );
  } catch (error) {
    fail(error);
  } finally {
    closeSync(file);
  }
  const twice = members.find(({ name }, i) => members.findIndex((one) => one.name === name) !== i);
  if (twice) fail(new Error(`it lists '${twice.name}' twice`));
  return { bytes, members };
}
