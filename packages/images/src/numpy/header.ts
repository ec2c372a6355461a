import { PartitaError } from '@partita/core';
import { head, type Bytes } from '../files/bytes.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const LONGEST = 2 ** 16;

export interface NumpyHeader {
  /** e.g. `u1` or `f4`; byte order left out where it says nothing. */
  readonly type: string;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly dataAt: number;
}

/**
 * The header of an npy file, of version 1, 2 or 3, in C order: the numbers can then be read where they stand.
 * @throws PartitaError when there is none, or it promises more numbers than there are
 */
export function numpyHeader(bytes: Bytes, widthOf: (type: string) => number): NumpyHeader {
  const { path } = bytes;
  const wrong = (what: string) => new PartitaError(`'${path}' ${what}.`);
  const start = head(bytes, LONGEST);
  if (start.length < 12 || MAGIC.some((byte, i) => start[i] !== byte)) throw wrong('is not an npy file; save one with numpy.save');
  const view = new DataView(start.buffer, start.byteOffset);
  const isFirst = start[6] === 1;
  const length = isFirst ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataAt = (isFirst ? 10 : 12) + length;
  if (dataAt > start.length) throw wrong('is truncated or damaged: its header has no end');
  const text = Buffer.from(start.subarray(isFirst ? 10 : 12, dataAt)).toString('latin1');
  const type = /'descr':\s*'[|<=>]?([a-zA-Z]\d+)'/.exec(text)?.[1];
  const axes = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  if (type === undefined || axes === undefined || order === undefined) throw wrong('holds no plain array of numbers');
  if (order === 'True') throw wrong('is stored column by column; save numpy.ascontiguousarray of it');
  const shape = axes
    .split(',')
    .map((axis) => axis.trim())
    .filter((axis) => axis !== '')
    .map(Number);
  const wanted = shape.reduce((product, axis) => product * axis, widthOf(type));
  if (bytes.size - dataAt < wanted)
    throw wrong(`is truncated: its shape is [${shape.join(', ')}], and it holds ${bytes.size - dataAt} bytes of ${wanted}`);
  return { type, shape, dataAt };
}
