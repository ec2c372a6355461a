import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContainer, FeatureMap, Registry } from '@partita/core';
import { backendOnnxPlugin, OnnxBackend, traceRowsToOnnx, traceToOnnx } from '@partita/backend-onnx';
import { describeFeatureMap } from '@partita/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

tf.env().set('IS_TEST', true); // no advertisement

const folder = mkdtempSync(join(tmpdir(), 'partita-'));
const file = (name: string): string => join(folder, name);
const container = createContainer(new Registry([backendOnnxPlugin]));
const mapOf = (options: object) => container.build(FeatureMap, { kind: 'onnx', ...options });

beforeAll(async () => {
  await new OnnxBackend().start();
  // The sum of each channel's plane, and twice each pixel.
  const planes = ({ x }: { x: tf.Tensor4D }) => ({ sums: tf.sum(x, [2, 3]), twice: tf.mul(x, 2) });
  writeFileSync(
    file('planes.onnx'),
    traceRowsToOnnx(planes, (rows) => ({ x: tf.ones<tf.Rank.R4>([rows, 3, 4, 4]) })),
  );
  writeFileSync(
    file('vectors.onnx'),
    traceRowsToOnnx(
      ({ x }: { x: tf.Tensor2D }) => ({ y: tf.mul(x, 3) }),
      (rows) => ({ x: tf.ones<tf.Rank.R2>([rows, 16]) }),
    ),
  );
  writeFileSync(
    file('by-threes.onnx'),
    traceToOnnx(({ x }: { x: tf.Tensor4D }) => ({ y: tf.sum(x, [1, 2, 3]) }), { x: tf.ones<tf.Rank.R4>([3, 1, 4, 4]) }),
  );
  writeFileSync(file('nothing.onnx'), 'nothing of the kind');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lattice = { levels: 256, scale: 2, offset: -1 };
const colour = { shape: [4, 4, 3], lattice };
const grey = { shape: [4, 4, 1], lattice };
/** Data of bytes. */
const rowsOf = (bytes: readonly number[]): Float32Array => Float32Array.from(bytes, (byte) => (2 * (byte + 0.5)) / 256 - 1);

describeFeatureMap('onnx', () => mapOf({ path: file('planes.onnx') }), [4, 4, 3]);
describeFeatureMap('onnx of a fixed number of rows', () => mapOf({ path: file('by-threes.onnx') }), [4, 4, 1]);

describe('features of an ONNX file', () => {
  const ramp = Array.from({ length: 48 }, (_, i) => 5 * i); // pixel p has the bytes 15p, 15p + 5, 15p + 10
  const plane = (channel: number): number[] => ramp.filter((_, i) => i % 3 === channel);

  it('sees bytes from 0 to 1, channel by channel', async () => {
    const { values, dimension } = await mapOf({ path: file('planes.onnx') }).features(rowsOf(ramp), colour);
    expect(dimension).toBe(3);
    [0, 1, 2].forEach((channel) => expect(values[channel]).toBeCloseTo(plane(channel).reduce((a, b) => a + b, 0) / 255, 3));
  });

  it('sees them in the range and normalised by channel as it is told', async () => {
    const options = { path: file('planes.onnx'), output: 'twice', range: [-1, 1], mean: [1, 2, 3], std: [1, 2, 4] };
    const { values, dimension } = await mapOf(options).features(rowsOf(ramp), colour);
    expect(dimension).toBe(48);
    expect(values[0]).toBeCloseTo(2 * (-1 - 1), 4);
    expect(values[16]).toBeCloseTo((2 * ((2 * 5) / 255 - 1 - 2)) / 2, 4);
    expect(values[47]).toBeCloseTo((2 * ((2 * 235) / 255 - 1 - 3)) / 4, 4);
  });

  it('repeats grey pictures for a model of colour, and gives vectors in their order', async () => {
    const bytes = Array.from({ length: 16 }, (_, i) => 10 * i);
    const { values } = await mapOf({ path: file('planes.onnx') }).features(rowsOf(bytes), grey);
    for (const value of values) expect(value).toBeCloseTo(1200 / 255, 4);
    const vectors = await mapOf({ path: file('vectors.onnx') }).features(rowsOf(bytes), grey);
    vectors.values.forEach((value, i) => expect(value).toBeCloseTo((30 * i) / 255, 4));
  });

  it('gives the same in batches of any size', async () => {
    const rows = rowsOf(Array.from({ length: 7 * 48 }, (_, i) => (37 * i) % 256));
    const [whole, single] = await Promise.all([64, 2].map((batch) => mapOf({ path: file('planes.onnx'), batch }).features(rows, colour)));
    expect(single).toEqual(whole);
    expect(whole!.values).toHaveLength(21);
  });

  it.each([
    [{ path: 'absent.onnx' }, colour, /absent\.onnx/],
    [{ path: 'nothing.onnx' }, colour, /nothing\.onnx' is no ONNX model/],
    [{ path: 'planes.onnx', output: 'twise' }, colour, /has no output 'twise'.*twice/],
    [{ path: 'planes.onnx', layout: 'channels-last' }, colour, /takes \[n, 3, 4, 4\], but the data are \[n, 4, 4, 3\]; .*another layout/],
    [{ path: 'planes.onnx' }, { ...colour, shape: [8, 2, 3] }, /takes \[n, 3, 4, 4\], but the data are \[n, 3, 8, 2\]/],
    [{ path: 'vectors.onnx' }, colour, /takes \[n, 16\], but the data are \[n, 48\]; choose a model for such rows\./],
  ])('says in a sentence what is wrong: %j', async ({ path, ...options }, data, message) => {
    await expect(async () => mapOf({ path: file(path), ...options }).features(rowsOf(ramp), data)).rejects.toThrow(message);
  });
});
