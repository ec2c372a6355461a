import { gunzipSync } from 'node:zlib';
import { messageOf, PartitaError } from '@partita/core';
import { head, memoryBytes, type Bytes } from './bytes.ts';

/** What is unpacked into memory is held there as long as the set is. */
export const MOST_UNPACKED = 2 ** 28;

const isGzip = (bytes: Bytes): boolean => {
  const [first, second] = head(bytes, 2);
  return first === 0x1f && second === 0x8b;
};

/** The bytes of a file, unpacked into memory where it is a gzip file. @throws PartitaError when it is corrupt, or holds more than 256 MiB */
export function gunzipped(bytes: Bytes): Bytes {
  if (!isGzip(bytes)) return bytes;
  const { path } = bytes;
  const tooLarge = new PartitaError(
    `'${path}' unpacks to more than ${MOST_UNPACKED / 2 ** 20} MiB; unpack it with gunzip, to be read where it lies.`,
  );
  if (bytes.size > MOST_UNPACKED) throw tooLarge;
  try {
    return memoryBytes(path, gunzipSync(head(bytes, bytes.size), { maxOutputLength: MOST_UNPACKED }));
  } catch (error) {
    if (error instanceof PartitaError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge;
    throw new PartitaError(`'${path}' is a truncated or corrupt gzip file: ${messageOf(error)}.`, { cause: error });
  }
}
