import { readFile } from '#read-file';
import { describeFileError, messageOf, PartitaError } from '@partita/core';
import { parse, type NpyArray } from 'npyjs';

const FLOATS: readonly string[] = ['f4', 'f8'];

export interface Matrix {
  /** `[rows, columns]`, row-major. */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** A NumPy file of finite float32 or float64 numbers [n, d]. @throws PartitaError saying what is wrong with it */
export function readNpy(path: string): Matrix {
  const { data, shape, dtype, fortranOrder } = parseNpy(path, readBytes(path));
  const wrong = (what: string) => new PartitaError(`'${path}' ${what}.`);
  if (dtype === 'u1' && shape.length > 2) throw wrong("holds images of bytes; name the data set 'image-array', which streams them");
  if (!FLOATS.includes(dtype)) throw wrong(`holds numbers of type ${dtype}; save them as float32 or float64`);
  if (shape.length !== 2) throw wrong(`holds an array of shape [${shape.join(', ')}]; rows of numbers, [n, d], are needed`);
  const [rows, columns] = shape as [number, number];
  if (rows * columns === 0) throw wrong(`is empty: its shape is [${rows}, ${columns}]`);
  const numbers = data as Float32Array | Float64Array;
  if (numbers.length < rows * columns) throw wrong(`is truncated: it holds ${numbers.length} of ${rows * columns} numbers`);

  const place = fortranOrder
    ? (row: number, column: number) => column * rows + row
    : (row: number, column: number) => row * columns + column;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const value = numbers[place(row, column)] as number;
      values[row * columns + column] = value;
      if (!Number.isFinite(values[row * columns + column]))
        throw wrong(`has ${value} in row ${row} (the first is 0), which is not a finite float32; remove such rows`);
    }
  return { values, rows, columns };
}

function readBytes(path: string): ArrayBuffer {
  try {
    return readFile(path);
  } catch (error) {
    throw error instanceof PartitaError ? error : describeFileError('read', path, error);
  }
}

function parseNpy(path: string, bytes: ArrayBuffer): NpyArray {
  try {
    return parse(bytes);
  } catch (error) {
    const message = messageOf(error);
    const [, what] = FAILURES.find(([pattern]) => pattern.test(message)) ?? [undefined, `cannot be read as an npy file: ${message}`];
    throw new PartitaError(`'${path}' ${what}.`, { cause: error });
  }
}

/** What npyjs says, and what it means. */
const FAILURES: readonly (readonly [RegExp, string])[] = [
  [/^Not an|^Offset is outside/, 'is not an npy file; save one with numpy.save'],
  [/^Malformed/, 'holds no plain array of numbers; save one of float32 or float64'],
  [/^Unsupported dtype/, 'holds numbers of an unsupported type; save them as little-endian float32 or float64'],
  [/length|offset/i, 'is truncated or damaged: its length does not fit its header'],
];
