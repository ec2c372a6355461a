import { PartitaError, type Checkpoint } from '@partita/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../src/index.ts';

fc.configureGlobal({ seed: 2306 });

/** A file from a header's text and its data, with any length field. */
function file(header: string, data: number[] | Uint8Array = [], length = Buffer.byteLength(header)): Uint8Array {
  const lengthField = Buffer.alloc(8);
  lengthField.writeBigUInt64LE(BigInt(length));
  return Buffer.concat([lengthField, Buffer.from(header), Uint8Array.from(data)]);
}

const problem = (bytes: Uint8Array): string => {
  try {
    decodeSafetensors(bytes, "'x'");
  } catch (error) {
    expect(error).toBeInstanceOf(PartitaError);
    return (error as Error).message;
  }
  return 'none';
};

const tensor = (shape: unknown, offsets: unknown, dtype: unknown = 'F32'): string =>
  JSON.stringify({ dtype, shape, data_offsets: offsets });

// Two tensors as the format's description lays them out, written by hand.
const HEADER =
  '{"__metadata__":{"format":"partita"},"bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"kernel":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}';
const PADDED = HEADER.padEnd(Math.ceil(HEADER.length / 8) * 8);
const DATA = [0, 0, 128, 63, /* 1 */ 0, 0, 0, 192, /* -2 */ 0, 0, 0, 63 /* 0.5 */];
const CHECKPOINT: Checkpoint = {
  metadata: { format: 'partita' },
  tensors: { kernel: { shape: [1, 2], data: Float32Array.of(-2, 0.5) }, bias: { shape: [1], data: Float32Array.of(1) } },
};

const name = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text !== '__proto__' && text !== '__metadata__');
const array = fc.array(fc.nat(4), { maxLength: 4 }).chain((shape) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return fc.float32Array({ minLength: size, maxLength: size }).map((data) => ({ shape, data }));
});
const checkpoint: fc.Arbitrary<Checkpoint> = fc.record({
  metadata: fc.dictionary(name, fc.string({ unit: 'grapheme' }), { noNullPrototype: true, maxKeys: 4 }),
  tensors: fc.dictionary(name, array, { noNullPrototype: true, maxKeys: 5 }),
});

describe('safetensors', () => {
  it('writes the bytes that the format prescribes', () => {
    expect(Buffer.from(encodeSafetensors(CHECKPOINT))).toEqual(Buffer.from(file(PADDED, DATA)));
    expect(decodeSafetensors(file(PADDED, DATA))).toEqual(CHECKPOINT);
  });

  it('reads files whose header is not padded, has no metadata, or lists tensors in another order than their data', () => {
    const header = `{"b":${tensor([1], [4, 8])},"empty":${tensor([0], [4, 4])},"a":${tensor([], [0, 4])}}`;
    const { metadata, tensors } = decodeSafetensors(file(header, DATA.slice(0, 8)));
    expect(metadata).toEqual({});
    expect(tensors).toEqual({
      a: { shape: [], data: Float32Array.of(1) },
      b: { shape: [1], data: Float32Array.of(-2) },
      empty: { shape: [0], data: new Float32Array(0) },
    });
  });

  it('gives back every checkpoint, from bytes at any alignment', () => {
    fc.assert(
      fc.property(checkpoint, fc.nat(7), (original, shift) => {
        const bytes = encodeSafetensors(original);
        const shifted = new Uint8Array(bytes.length + shift);
        shifted.set(bytes, shift);
        const decoded = decodeSafetensors(shifted.subarray(shift));
        expect(decoded).toEqual(original);
        expect(encodeSafetensors(decoded)).toEqual(bytes);
      }),
    );
  });

  it('starts the data on a multiple of eight bytes', () => {
    fc.assert(fc.property(checkpoint, (original) => Number(Buffer.from(encodeSafetensors(original)).readBigUInt64LE()) % 8 === 0));
  });

  it('gives equal bytes for equal content, whatever the order of insertion', () => {
    const reversed = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).reverse());
    fc.assert(
      fc.property(checkpoint, ({ metadata, tensors }) => {
        const other = { metadata: reversed(metadata), tensors: reversed(tensors) };
        expect(encodeSafetensors(other)).toEqual(encodeSafetensors({ metadata, tensors }));
      }),
    );
  });

  it('reads mutated and truncated files, or refuses them with a sentence', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    let refused = 0;
    fc.assert(
      fc.property(checkpoint, edits, fc.option(fc.nat()), (original, changes, cut) => {
        const bytes = encodeSafetensors(original);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const text = problem(cut === null ? bytes : bytes.subarray(0, cut % bytes.length));
        if (text !== 'none') refused++;
        expect(text).toMatch(/^none$|^'x' is not a valid safetensors file: [^]+\.$/);
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it('refuses every proper prefix', () => {
    const whole = file(PADDED, DATA);
    for (let length = 0; length < whole.length; length++) expect(problem(whole.subarray(0, length))).not.toBe('none');
  });

  it.each([
    ['an empty file', new Uint8Array(), /ends after 0 bytes/],
    ['a header longer than the file', file('{}', [], 3), /claims 3 bytes, but only 2 follow/],
    ['a huge header length', Uint8Array.from([255, 255, 255, 255, 255, 255, 255, 255, 123]), /claims 18446744073709551615 bytes/],
    ['an empty header', file(''), /does not begin with \{/],
    ['a header that is no JSON', file('{"a":}'), /not readable JSON/],
    ['a header that is a list', file('[]'), /does not begin with/],
    ['a header with white space before it', file(' {}'), /does not begin with/],
    ['a byte order mark', file('\uFEFF{}'), /does not begin with/],
    ['text after the header', file('{}x'), /not readable JSON/],
    ['invalid UTF-8', file('{}', [255], 3), /not readable JSON/],
    ['deep nesting', file(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`), /'a' is not an object|not readable/],
    ['a name that stands twice', file(`{"a":${tensor([0], [0, 0])},"\\u0061" :${tensor([0], [0, 0])}}`), /'a' stands twice/],
    ['a field that stands twice', file('{"a":{"dtype":"F32","dtype":"F32","shape":[0],"data_offsets":[0,0]}}'), /'dtype' stands twice/],
    ['metadata that stand twice', file('{"__metadata__":{"k":"1","k":"2"}}'), /'k' stands twice/],
    ['a tensor named __proto__', file(`{"__proto__":${tensor([0], [0, 0])}}`), /'__proto__' is reserved/],
    ['metadata named __proto__', file('{"__metadata__":{"__proto__":"x"}}'), /'__proto__' is reserved/],
    ['half a surrogate pair', file('{"__metadata__":{"k":"\\ud800"}}'), /not valid Unicode/],
    ['metadata that are no object', file('{"__metadata__":["a"]}'), /__metadata__ is not an object/],
    ['metadata that are null', file('{"__metadata__":null}'), /__metadata__ is not an object/],
    ['metadata that are no strings', file('{"__metadata__":{"step":3}}'), /'step' is not a string/],
    ['a tensor that is a number', file('{"a":1}'), /entry of tensor 'a' is not an object/],
    ['another dtype', file(`{"a":${tensor([1], [0, 2], 'BF16')}}`, [0, 0]), /dtype "BF16", and only "F32"/],
    ['no dtype', file('{"a":{"shape":[0],"data_offsets":[0,0]}}'), /dtype null/],
    ['a negative shape', file(`{"a":${tensor([-1, -1], [0, 4])}}`, [0, 0, 0, 0]), /shape of tensor 'a' is not a list of whole numbers/],
    ['a fractional shape', file(`{"a":${tensor([0.5, 2], [0, 4])}}`, [0, 0, 0, 0]), /not a list of whole numbers/],
    ['a shape beyond whole numbers', file(`{"a":${tensor([2 ** 53], [0, 4])}}`, [0, 0, 0, 0]), /not a list of whole numbers/],
    ['a shape that overflows', file(`{"a":${tensor([2 ** 52, 2 ** 52, 0], [0, 4])}}`, [0, 0, 0, 0]), /does not fill its 4 bytes/],
    ['a shape that does not match', file(`{"a":${tensor([2], [0, 4])}}`, [0, 0, 0, 0]), /shape \[2\] does not fill its 4 bytes/],
    ['three offsets', file(`{"a":${tensor([0], [0, 0, 0])}}`), /not two whole numbers in order/],
    ['offsets out of order', file(`{"a":${tensor([1], [4, 0])}}`, [0, 0, 0, 0]), /not two whole numbers in order/],
    ['offsets beyond the file', file(`{"a":${tensor([2], [0, 8])}}`, [0, 0, 0, 0]), /ends at byte 8 of the data, but there are only 4/],
    [
      'an overlap',
      file(`{"a":${tensor([1], [0, 4])},"b":${tensor([1], [0, 4])}}`, [0, 0, 0, 0]),
      /'b' begins at byte 0 .* overlaps byte 4/,
    ],
    [
      'a hole',
      file(`{"a":${tensor([1], [0, 4])},"b":${tensor([1], [8, 12])}}`, Array(12).fill(0)),
      /'b' begins at byte 8 .* leaves a hole after byte 4/,
    ],
    ['trailing bytes', file(`{"a":${tensor([1], [0, 4])}}`, [0, 0, 0, 0, 0]), /1 bytes follow the last tensor/],
  ])('refuses %s', (_what, bytes, message) => {
    expect(problem(bytes)).toMatch(message);
  });

  it.each([
    [
      'a shape that does not match',
      { metadata: {}, tensors: { a: { shape: [3], data: new Float32Array(2) } } },
      /'a' has 2 numbers.*\[3\]/,
    ],
    [
      'a reserved name',
      { metadata: {}, tensors: { __metadata__: { shape: [0], data: new Float32Array(0) } } },
      /'__metadata__' is reserved/,
    ],
    ['a name that is not Unicode', { metadata: { '\ud800': '' }, tensors: {} }, /not valid Unicode/],
  ])('does not write %s', (_what, original: Checkpoint, message) => {
    expect(() => encodeSafetensors(original)).toThrow(PartitaError);
    expect(() => encodeSafetensors(original)).toThrow(message);
  });
});
