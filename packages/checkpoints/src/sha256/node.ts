import { createHash } from 'node:crypto';

/** SHA-256 of some bytes one after another; hexadecimal. */
export function sha256(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
