import * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { jit } from '@partita/backend-onnx';
import { bools, compare, ints, some, SUMS, VALUES, type Case } from './compare.ts';

jit(() => tf.scalar(0));
await tf.setBackend('cpu');

const [x, y, cube, n, p] = [some([3, 4]), some([3, 4], -2, 2, 5), some([2, 3, 4]), ints([3, 4], -5, 6), bools([3, 4])];
const image = some([2, 4, 6, 3]);
const [flat, pair] = [
  tf.tensor1d([4, 0, 2, 2], 'int32'),
  tf.tensor2d(
    [
      [0, 1],
      [2, 3],
    ],
    [2, 2],
    'int32',
  ),
];

const REDUCE: Case[] = [
  ...([tf.sum, tf.mean, tf.max, tf.min] as const).flatMap((f): Case[] => [
    [`${f.name} of all`, (v) => f(v), [cube], SUMS],
    [`${f.name} of the last axis`, (v) => f(v, -1), [cube], SUMS],
    [`${f.name} of two axes, kept`, (v) => f(v, [0, 2], true), [cube], SUMS],
    [`${f.name} of whole numbers`, (v) => f(v, 0), [n], VALUES],
  ]),
  ['sum of truths', (v) => tf.sum(v, 1), [p], VALUES],
  ['prod', (v) => tf.prod(v, 1), [x], VALUES],
  ['prod of whole numbers', (v) => tf.prod(v), [ints([5], 1, 4)], VALUES],
  ['all', (v) => tf.all(v, 1), [p], VALUES],
  ['any', (v) => tf.any(v, 0), [p], VALUES],
  ['argMax', (v) => tf.argMax(v, 1), [x], VALUES],
  [
    'argMax of equals',
    (v) => tf.argMax(v, 0),
    [
      tf.tensor2d([
        [1, 2],
        [1, 2],
      ]),
    ],
    VALUES,
  ],
  ['argMin', (v) => tf.argMin(v), [x], VALUES],
  ['softmax', (v) => tf.softmax(v), [x]],
  ['logSoftmax', (v) => tf.logSoftmax(v), [x]],
  ['logSumExp', (v) => tf.logSumExp(v, 1), [x]],
  ['cumsum', (v) => tf.cumsum(v, 1), [x], SUMS],
  ['cumsum, exclusive and reversed', (v) => tf.cumsum(v, 0, true, true), [x], VALUES],
  ['cumprod', (v) => tf.cumprod(v, 1), [cube], VALUES],
  ['cumprod, exclusive and reversed', (v) => tf.cumprod(v, 2, true, true), [cube], VALUES],
  ['norm', (v) => tf.norm(v, 'euclidean', 1), [x], SUMS],
  ['moments', (v) => [tf.moments(v, 0).variance], [x], SUMS],
  ['topk', (v) => Object.values(tf.topk(v, 3)), [x], VALUES],
  ['denseBincount', (v) => tf.denseBincount(v as tf.Tensor1D, tf.tensor1d([]), 6), [flat], VALUES],
];

const SHAPE: Case[] = [
  ['reshape', (v) => tf.reshape(v, [4, -1]), [x]],
  ['reshape there and back', (v) => tf.reshape(tf.reshape(v, [12]), [3, 4]), [x]],
  ['expandDims', (v) => tf.expandDims(v, 1), [x]],
  ['squeeze', (v) => tf.squeeze(v), [some([3, 1, 4, 1])]],
  ['transpose', (v) => tf.transpose(v), [x]],
  ['transpose of three axes', (v) => tf.transpose(v, [2, 0, 1]), [cube]],
  ['transpose there and back', (v) => tf.transpose(tf.transpose(v, [2, 0, 1]), [1, 2, 0]), [cube]],
  ['transpose of axes of one', (v) => tf.transpose(v, [1, 0, 2]), [some([1, 3, 4])]],
  ['concat', (a, b) => tf.concat([a, b], 1), [x, y]],
  ['concat of negative axis', (a, b) => tf.concat([a, b, a], -2), [x, y]],
  ['concat of truths', (a, b) => tf.concat([a, b]), [p, p], VALUES],
  ['stack', (a, b) => tf.stack([a, b], 1), [x, y]],
  ['unstack', (v) => tf.unstack(v, 1), [cube]],
  ['unstack of one', (v) => tf.unstack(v), [some([1, 3])], VALUES],
  ['split', (v) => tf.split(v, 2, 1), [x]],
  ['split into sizes', (v) => tf.split(v, [1, -1], 1), [x]],
  ['slice', (v) => tf.slice(v, [1, 0], [2, 3]), [x]],
  ['slice to the end', (v) => tf.slice(v, [0, 1], [-1, -1]), [x]],
  ['stridedSlice', (v) => tf.stridedSlice(v, [0, 3], [3, 0], [2, -1]), [x], VALUES],
  ['stridedSlice to the first element', (v) => tf.stridedSlice(v, [3], [-5], [-1]), [some([4])], VALUES],
  ['stridedSlice with masks', (v) => tf.stridedSlice(v, [0, 1, 1], [1, 3, 2], [1, 2, 2], 2, 4), [cube], VALUES],
  [
    'pad',
    (v) =>
      tf.pad(
        v,
        [
          [1, 2],
          [0, 1],
        ],
        0.5,
      ),
    [x],
  ],
  [
    'mirrorPad, reflect',
    (v) =>
      tf.mirrorPad(
        v,
        [
          [1, 2],
          [3, 0],
        ],
        'reflect',
      ),
    [x],
    VALUES,
  ],
  [
    'mirrorPad, symmetric',
    (v) =>
      tf.mirrorPad(
        v,
        [
          [1, 2],
          [3, 0],
        ],
        'symmetric',
      ),
    [x],
  ],
  ['tile', (v) => tf.tile(v, [2, 3]), [x], SUMS],
  ['tile of a row', (v) => tf.tile(v, [5, 1]), [some([1, 4])], SUMS],
  ['broadcastTo', (v) => tf.broadcastTo(v, [2, 3, 4]), [some([3, 1])], SUMS],
  ['reverse', (v) => tf.reverse(v, [0, -1]), [cube]],
  [
    'spaceToBatchND',
    (v) =>
      tf.spaceToBatchND(
        v,
        [2, 2],
        [
          [0, 0],
          [1, 1],
        ],
      ),
    [image],
    VALUES,
  ],
  [
    'batchToSpaceND',
    (v) =>
      tf.batchToSpaceND(
        v,
        [2, 2],
        [
          [1, 0],
          [0, 1],
        ],
      ),
    [some([4, 2, 3, 1])],
    VALUES,
  ],
  ['depthToSpace', (v) => tf.depthToSpace(v as tf.Tensor4D, 2, 'NHWC'), [some([1, 2, 3, 8])], VALUES],
  ['identity', (v) => tf.clone(v), [x]],
  ['flipLeftRight', (v) => tf.image.flipLeftRight(v as tf.Tensor4D), [image], VALUES],
  ['the input itself, twice', (v) => [v, v], [some([3, 4])], VALUES],
  ['zerosLike and onesLike', (v) => [tf.zerosLike(v), tf.onesLike(v)], [x], VALUES],
  ['a large fill', () => tf.fill([40, 40], 0.25), [], VALUES],
  ['range', () => [tf.range(0, 5), tf.range(6, 0, -2), tf.range(0, 1, 0.25), tf.range(0, 4, 1, 'int32')], [], VALUES],
  ['linspace', () => tf.linspace(-1, 2, 7), [], VALUES],
  ['eye', () => tf.eye(4), [], VALUES],
  ['diag', (v) => tf.diag(v), [some([4])], VALUES],
  ['meshgrid', (a, b) => tf.meshgrid(a, b), [some([3]), some([4])], VALUES],
];

const LOOKUP: Case[] = [
  ['gather', (v, i) => tf.gather(v, i), [some([5, 3]), flat], SUMS],
  ['gather along an axis', (v, i) => tf.gather(v, i, 1), [some([2, 5, 3]), flat], SUMS],
  ['gather with a matrix of indices', (v, i) => tf.gather(v, i), [some([5, 3]), pair], VALUES],
  ['gather in batches', (v, i) => tf.gather(v, i, 1, 1), [some([2, 4, 3]), pair], VALUES],
  ['gather in batches along a later axis', (v, i) => tf.gather(v, i, 2, 1), [some([2, 3, 4, 2]), pair], VALUES],
  [
    'gatherND',
    (v, i) => tf.gatherND(v, i),
    [
      x,
      tf.tensor2d(
        [
          [0, 1],
          [2, 3],
        ],
        [2, 2],
        'int32',
      ),
    ],
    VALUES,
  ],
  ['scatterND', (i, v) => tf.scatterND(i, v, [5, 2]), [tf.tensor2d([[1], [3], [1]], [3, 1], 'int32'), some([3, 2])], VALUES],
  [
    'tensorScatterUpdate',
    (t, i, v) => tf.tensorScatterUpdate(t, i, v),
    [some([5, 2]), tf.tensor2d([[1], [3]], [2, 1], 'int32'), some([2, 2])],
    VALUES,
  ],
  ['unsortedSegmentSum', (v, i) => tf.unsortedSegmentSum(v, i as tf.Tensor1D, 5), [some([4, 3]), flat], SUMS],
  ['oneHot', (i) => tf.oneHot(i, 5), [flat], VALUES],
  ['oneHot with values', (i) => tf.oneHot(i, 3, 2, -1), [pair], VALUES],
];

describe('reductions', () => REDUCE.forEach(compare));
describe('shapes', () => SHAPE.forEach(compare));
describe('lookups', () => LOOKUP.forEach(compare));
