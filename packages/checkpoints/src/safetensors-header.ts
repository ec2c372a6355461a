import { messageOf, PartitaError, type Checkpoint, type CheckpointMetadata } from '@partita/core';
import { duplicateKey } from './duplicate-key.ts';

/** Where a tensor lies in the data section: bytes [begin, end). */
export interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly metadata: CheckpointMetadata;
  readonly entries: readonly TensorEntry[];
}

/** The reference implementation's limit. */
const MAX_HEADER_BYTES = 100_000_000;
const METADATA = '__metadata__';
const FLOAT_BYTES = 4;

/** The header of a checkpoint as JSON, names sorted, without padding. Messages are fragments; the caller names the subject. */
export function formatHeader({ metadata, tensors }: Checkpoint): string {
  const strings = Object.keys(parseMetadata(metadata))
    .sort()
    .map((key) => member(key, JSON.stringify(metadata[key])));
  const members = [member(METADATA, `{${strings.join(',')}}`)];
  let offset = 0;
  for (const name of Object.keys(tensors).sort()) {
    const { shape, data } = tensors[name] as Checkpoint['tensors'][string];
    requireName(name, 'the tensor name');
    if (!isCounts(shape) || sizeOf(shape) !== data.length)
      throw new PartitaError(`tensor '${name}' has ${data.length} numbers, which do not fill the shape ${JSON.stringify(shape)}`);
    const end = offset + data.byteLength;
    members.push(member(name, JSON.stringify({ dtype: 'F32', shape, data_offsets: [offset, end] })));
    offset = end;
  }
  const text = `{${members.join(',')}}`;
  if (text.length > MAX_HEADER_BYTES) throw new PartitaError(`the header would take more than ${MAX_HEADER_BYTES} bytes`);
  return text;
}

/** Reads and checks a header. Messages are fragments here too. */
export function parseHeader(bytes: Uint8Array): Header {
  if (bytes.length > MAX_HEADER_BYTES) throw new PartitaError(`its header has ${bytes.length} bytes, and ${MAX_HEADER_BYTES} is the limit`);
  const { [METADATA]: metadata, ...tensors } = parseJson(bytes);
  return {
    metadata: parseMetadata(metadata),
    entries: Object.entries(tensors).map(([name, entry]) => parseEntry(name, entry)),
  };
}

function parseJson(bytes: Uint8Array): Record<string, unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.startsWith('{')) throw new Error('it does not begin with {');
    const value = JSON.parse(text) as Record<string, unknown>;
    const twice = duplicateKey(text);
    if (twice !== undefined) throw new Error(`the key '${twice}' stands twice`);
    return value;
  } catch (error) {
    throw new PartitaError(`its header is not readable JSON (${messageOf(error)})`, { cause: error });
  }
}

function parseMetadata(value: unknown = {}): CheckpointMetadata {
  if (!isObject(value)) throw new PartitaError(`${METADATA} is not an object`);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw new PartitaError(`the metadata '${key}' is not a string`);
    requireName(key, 'the metadata key');
    requireUnicode(text, `the metadata '${key}'`);
  }
  return value as CheckpointMetadata;
}

function parseEntry(name: string, value: unknown): TensorEntry {
  requireName(name, 'the tensor name');
  if (!isObject(value)) throw new PartitaError(`the entry of tensor '${name}' is not an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  if (dtype !== 'F32')
    throw new PartitaError(`tensor '${name}' has the dtype ${JSON.stringify(dtype ?? null)}, and only "F32" is read here`);
  if (!isCounts(shape)) throw new PartitaError(`the shape of tensor '${name}' is not a list of whole numbers`);
  const [begin, end] = isCounts(offsets) ? offsets : [];
  if (!isCounts(offsets) || offsets.length !== 2 || begin === undefined || end === undefined || end < begin)
    throw new PartitaError(`the data_offsets of tensor '${name}' are not two whole numbers in order`);
  if (sizeOf(shape) * FLOAT_BYTES !== end - begin)
    throw new PartitaError(`tensor '${name}' of shape ${JSON.stringify(shape)} does not fill its ${end - begin} bytes`);
  return { name, shape, begin, end };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);

const member = (key: string, json: string): string => `${JSON.stringify(key)}:${json}`;

function requireName(name: string, what: string): void {
  requireUnicode(name, what);
  if (name === METADATA || name === '__proto__') throw new PartitaError(`${what} '${name}' is reserved`);
}

/** Half of a surrogate pair is text to JavaScript only. */
function requireUnicode(text: string, what: string): void {
  if (/\p{Surrogate}/u.test(text)) throw new PartitaError(`${what} ${JSON.stringify(text)} is not valid Unicode`);
}
