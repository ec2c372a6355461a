import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { describeFileError } from '@partita/core';

/** A file's checksum in hexadecimal digits. @throws PartitaError when it cannot be read */
export async function fingerprintOf(path: string, algorithm: 'md5' | 'sha256'): Promise<string> {
  const hash = createHash(algorithm);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
  } catch (error) {
    throw describeFileError('read', path, error);
  }
  return hash.digest('hex');
}
