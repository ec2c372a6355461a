import { sha256 as hasher } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 of some bytes one after another; hexadecimal. The browser's own would answer later, and only on secure pages. */
export function sha256(pieces: readonly Uint8Array[]): string {
  const hash = hasher.create();
  for (const piece of pieces) hash.update(piece);
  return bytesToHex(hash.digest());
}
