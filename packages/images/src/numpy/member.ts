import { crc32, inflateRawSync } from 'node:zlib';
import { messageOf, PartitaError, suggest } from '@partita/core';
import { memoryBytes, section, type Bytes } from '../files/bytes.ts';
import { MOST_UNPACKED } from '../files/gunzip.ts';
import { zipMembers } from './zip-members.ts';

const [STORED, DEFLATED] = [0, 8];
/** Deflate cannot do better (zlib's technical details); what claims to is a lie. */
const MOST_RATIO = 1032;

/**
 * An array of an npz file, `data.npy` for 'data'. As numpy.savez stores it, it is read where it lies; as numpy.savez_compressed does, it is
 * unpacked into memory, after a look at what it claims to unpack to.
 *
 * @throws PartitaError when there is none, or it is too large to be unpacked, or corrupt
 */
export function npzArray(path: string, name: string): Bytes {
  const { bytes, members } = zipMembers(path);
  const member = members.find((one) => one.name === `${name}.npy`);
  if (!member) {
    const names = members.map((one) => one.name.replace(/\.npy$/, ''));
    throw new PartitaError(`'${path}' has no array '${name}'${suggest(name, names)}.`);
  }
  const { method, packedSize, size, start } = member;
  const place = `${path}/${name}`;
  const wrong = (what: string, cause?: unknown) => new PartitaError(`'${place}' ${what}.`, { cause });
  if (method === STORED) return section(bytes, start, size, place);
  if (method !== DEFLATED) throw wrong(`is packed by method ${method} of zip; save it with numpy.savez`);
  if (size > MOST_RATIO * packedSize + MOST_RATIO) throw wrong(`claims to unpack ${packedSize} bytes to ${size}; that is a bomb or a lie`);
  if (size > MOST_UNPACKED)
    throw wrong(
      `is compressed and unpacks to ${(size / 2 ** 20).toFixed(0)} MiB, more than ${MOST_UNPACKED / 2 ** 20}; save it with numpy.savez, to be read where it lies`,
    );
  let unpacked: Buffer;
  try {
    unpacked = inflateRawSync(bytes.gatherNow([start], packedSize), { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw error instanceof PartitaError ? error : wrong(`cannot be unpacked, it is corrupt: ${messageOf(error)}`, error);
  }
  if (unpacked.length !== size || crc32(unpacked) !== member.crc32) throw wrong('is corrupt: its checksum is not as stated');
  return memoryBytes(place, unpacked);
}
