import { PartitaError, type Checkpoint } from '@partita/core';
import { naming } from './naming.ts';
import { formatHeader, parseHeader, type TensorEntry } from './safetensors-header.ts';

/**
 * The safetensors format (https://huggingface.co/docs/safetensors): eight bytes of header length, a JSON header, then the
 * tensors' bytes one after another; all little-endian. 32-bit floats only. Reading never executes code, and what is read
 * is checked before it is used.
 */

/** Files of 2 GiB and more are refused: Node reads no larger file at once. */
const MAX_FILE_BYTES = 2 ** 31 - 1;
const LENGTH_BYTES = 8;
const ALIGNMENT = 8;

/**
 * A checkpoint as the bytes of a file. Equal checkpoints give equal bytes: names are sorted, and nothing else is added.
 * @throws PartitaError saying what of it the format cannot hold
 */
export function encodeSafetensors(checkpoint: Checkpoint): Uint8Array {
  return naming('The checkpoint cannot be written as safetensors', () => encode(checkpoint));
}

/**
 * The checkpoint in a file's bytes, copied out of them.
 * @param name what to call the bytes in errors
 * @throws PartitaError saying what is wrong with them
 */
export function decodeSafetensors(bytes: Uint8Array, name = 'The input'): Checkpoint {
  return naming(`${name} is not a valid safetensors file`, () => decode(bytes));
}

/** Names in the order in which they stand in a file: by code unit, whatever the order of insertion. */
export const sortedNames = (record: Readonly<Record<string, unknown>>): string[] => Object.keys(record).sort();

/** The bytes of an array, as a view. tfjs runs on little-endian machines only, so they are the file's bytes. */
export const bytesOf = (data: Float32Array): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

function encode(checkpoint: Checkpoint): Uint8Array {
  const header = new TextEncoder().encode(formatHeader(checkpoint));
  const headerBytes = Math.ceil(header.length / ALIGNMENT) * ALIGNMENT;
  const arrays = sortedNames(checkpoint.tensors).map((name) => bytesOf(checkpoint.tensors[name]?.data as Float32Array));
  const size = arrays.reduce((sum, array) => sum + array.length, LENGTH_BYTES + headerBytes);
  if (size > MAX_FILE_BYTES) throw new PartitaError(`it takes ${size} bytes, and 2 GiB is the limit`);

  const file = new Uint8Array(size).fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(header, LENGTH_BYTES);
  let offset = LENGTH_BYTES + headerBytes;
  for (const array of arrays) {
    file.set(array, offset);
    offset += array.length;
  }
  return file;
}

function decode(bytes: Uint8Array): Checkpoint {
  if (bytes.length > MAX_FILE_BYTES) throw new PartitaError(`it has ${bytes.length} bytes, and 2 GiB is the limit`);
  if (bytes.length < LENGTH_BYTES) throw new PartitaError(`it ends after ${bytes.length} bytes, before the length of its header`);
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  const rest = bytes.length - LENGTH_BYTES;
  if (headerBytes > BigInt(rest)) throw new PartitaError(`its header claims ${headerBytes.toString()} bytes, but only ${rest} follow`);

  const dataStart = LENGTH_BYTES + Number(headerBytes);
  const { metadata, entries } = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart));
  const data = bytes.subarray(dataStart);
  requireCoverage(entries, data.length);
  const tensors = entries.map(({ name, shape, begin, end }) => [name, { shape, data: copyOut(data.subarray(begin, end)) }] as const);
  return { metadata, tensors: Object.fromEntries(tensors) };
}

/** Every byte of the data belongs to exactly one tensor. */
function requireCoverage(entries: readonly TensorEntry[], length: number): void {
  let reached = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== reached)
      throw new PartitaError(
        `tensor '${name}' begins at byte ${begin} of the data, which ${begin < reached ? 'overlaps' : 'leaves a hole after'} byte ${reached}`,
      );
    if (end > length)
      throw new PartitaError(`tensor '${name}' ends at byte ${end} of the data, but there are only ${length}; the file is cut short`);
    reached = end;
  }
  if (reached !== length) throw new PartitaError(`${length - reached} bytes follow the last tensor`);
}

/** A copy that starts on a boundary of four bytes, wherever the original did. */
function copyOut(bytes: Uint8Array): Float32Array {
  const data = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  bytesOf(data).set(bytes);
  return data;
}
