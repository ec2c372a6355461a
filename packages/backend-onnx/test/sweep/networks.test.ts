import * as tf from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { jit } from '@partita/backend-onnx';
import { compare, ints, some, SUMS, type Case } from './compare.ts';

jit(() => tf.scalar(0));
await tf.setBackend('cpu');

const ONLY_VALUES = { ...SUMS, gradient: false };

const PRODUCTS: Case[] = [
  ...[false, true].flatMap((a) =>
    [false, true].flatMap((b): Case[] => [
      [`matMul ${a} ${b}`, (u, v) => tf.matMul(u, v, a, b), [some(a ? [4, 3] : [3, 4]), some(b ? [5, 4] : [4, 5])], SUMS],
      [
        `matMul in batches ${a} ${b}`,
        (u, v) => tf.matMul(u, v, a, b),
        [some(a ? [2, 4, 3] : [2, 3, 4]), some(b ? [2, 5, 4] : [2, 4, 5])],
        SUMS,
      ],
      [
        `fused matMul ${a} ${b}`,
        (u, v, c) => tf.fused.matMul({ a: u, b: v, transposeA: a, transposeB: b, bias: c, activation: 'elu' }),
        [some(a ? [4, 3] : [3, 4]), some(b ? [5, 4] : [4, 5]), some([5])],
        SUMS,
      ],
    ]),
  ),
  ['matMul of four axes', (u, v) => tf.matMul(u, v), [some([2, 3, 4, 5]), some([2, 3, 5, 2])], SUMS],
  ['matMul with one matrix for the batch', (u, v) => tf.matMul(u, v), [some([3, 4, 5]), some([1, 5, 2])], ONLY_VALUES],
  ['matMul of one with a batch', (u, v) => tf.matMul(u, v), [some([1, 4, 5]), some([3, 5, 2])], ONLY_VALUES],
  ['matMul of transposes', (u, v) => tf.matMul(tf.transpose(u), tf.transpose(v)), [some([4, 3]), some([5, 4])], SUMS],
  ['matMul of whole numbers', (u, v) => tf.matMul(u, v), [ints([3, 4], -3, 4), ints([4, 2], -3, 4)], ONLY_VALUES],
  ['dense layer of rows', (u, v, b) => tf.elu(tf.add(tf.matMul(u, v), b)), [some([6, 4]), some([4, 5]), some([5])], SUMS],
  [
    'dense layer of sequences',
    (u, v, b) => tf.add(tf.reshape(tf.matMul(tf.reshape(u, [6, 4]), v), [2, 3, 5]), b),
    [some([2, 3, 4]), some([4, 5]), some([5])],
    SUMS,
  ],
  ['dot', (u, v) => tf.dot(u, v), [some([4]), some([4])], SUMS],
  ['outerProduct', (u, v) => tf.outerProduct(u as tf.Tensor1D, v as tf.Tensor1D), [some([3]), some([4])], SUMS],
  ['einsum', (u, v) => tf.einsum('bij,bjk->bik', u, v), [some([2, 3, 4]), some([2, 4, 5])], ONLY_VALUES],
  ['einsum of a sum', (u) => tf.einsum('ij->j', u), [some([3, 4])], ONLY_VALUES],
  [
    'attention',
    (q, k, v) => tf.matMul(tf.softmax(tf.mul(tf.matMul(q, k, false, true), 0.5)), v),
    [some([2, 5, 4]), some([2, 5, 4], -1, 1, 2), some([2, 5, 3])],
    SUMS,
  ],
  [
    'layer normalisation',
    (u, g, b) => {
      const { mean, variance } = tf.moments(u, -1, true);
      return tf.add(tf.mul(tf.mul(tf.sub(u, mean), tf.rsqrt(tf.add(variance, 1e-5))), g), b);
    },
    [some([3, 8]), some([8]), some([8])],
    { tolerance: 5e-5 },
  ],
  [
    'batchNorm',
    (u, m, v, o, s) => tf.batchNorm(u, m, v, o, s, 1e-3),
    [some([3, 5]), some([5]), some([5], 0.5, 2), some([5]), some([5])],
    SUMS,
  ],
  ['localResponseNormalization', (u) => tf.localResponseNormalization(u as tf.Tensor4D, 2, 1, 0.5, 0.75), [some([2, 3, 3, 7])], SUMS],
  ['mean squared error', (u, v) => tf.losses.meanSquaredError(u, v), [some([3, 4]), some([3, 4], -1, 1, 3)], SUMS],
  ['softmax cross entropy', (u, v) => tf.losses.softmaxCrossEntropy(tf.softmax(u), v), [some([3, 4]), some([3, 4], -1, 1, 3)], ONLY_VALUES],
];

type Pad = 'same' | 'valid' | number;
const CONVOLUTIONS: readonly (readonly [size: number, kernel: number, stride: number, pad: Pad])[] = [
  [6, 3, 1, 'same'],
  [6, 3, 1, 'valid'],
  [7, 3, 2, 'same'],
  [8, 3, 2, 'same'],
  [8, 3, 2, 'valid'],
  [9, 3, 3, 'valid'],
  [6, 1, 1, 'same'],
  [6, 1, 2, 'valid'],
  [5, 2, 1, 'same'],
  [7, 5, 1, 'same'],
  [9, 5, 2, 'same'],
  [8, 4, 4, 'valid'],
  [6, 3, 1, 2],
  [6, 1, 1, 1],
  [7, 4, 2, 1],
];

const CONV: Case[] = [
  ...CONVOLUTIONS.map(([size, kernel, stride, pad]): Case => [
    `conv2d of ${size}×${size} by ${kernel}×${kernel}, stride ${stride}, ${pad}`,
    (u, w) => tf.conv2d(u as tf.Tensor4D, w as tf.Tensor4D, stride, pad, 'NHWC', [1, 1], typeof pad === 'number' ? 'floor' : undefined),
    [some([2, size, size, 3]), some([kernel, kernel, 3, 4], -1, 1, 3)],
    SUMS,
  ]),
  [
    'conv2d of an oblong',
    (u, w) => tf.conv2d(u as tf.Tensor4D, w as tf.Tensor4D, [2, 1], 'same'),
    [some([1, 7, 5, 2]), some([3, 2, 2, 3])],
    SUMS,
  ],
  [
    'conv2d with bias',
    (u, w, b) => tf.add(tf.conv2d(u as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b),
    [some([2, 4, 4, 3]), some([3, 3, 3, 5]), some([5])],
    SUMS,
  ],
  [
    'conv2d with bias of four axes',
    (u, w, b) => tf.add(tf.conv2d(u as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b),
    [some([2, 4, 4, 3]), some([3, 3, 3, 5]), some([1, 1, 1, 5])],
    SUMS,
  ],
  [
    'conv2d 1×1 with bias',
    (u, w, b) => tf.add(tf.conv2d(u as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b),
    [some([2, 4, 4, 3]), some([1, 1, 3, 5]), some([5])],
    SUMS,
  ],
  [
    'conv2d plus an image',
    (u, w, v) => tf.add(tf.conv2d(u as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), v),
    [some([2, 4, 4, 3]), some([3, 3, 3, 3]), some([2, 4, 4, 3])],
    SUMS,
  ],
  [
    'conv2d, dilated',
    (u, w) => tf.conv2d(u as tf.Tensor4D, w as tf.Tensor4D, 1, 'same', 'NHWC', 2),
    [some([1, 7, 7, 2]), some([3, 3, 2, 3])],
    ONLY_VALUES,
  ],
  [
    'conv2dTranspose',
    (u, w) => tf.conv2dTranspose(u as tf.Tensor4D, w as tf.Tensor4D, [2, 8, 8, 3], 2, 'same'),
    [some([2, 4, 4, 5]), some([3, 3, 3, 5])],
    SUMS,
  ],
  ...(['same', 'valid'] as const).flatMap((pad): Case[] =>
    [1, 2].map((stride) => [
      `conv2d of an image smaller than its channels are many, stride ${stride}, ${pad}`,
      (u, w) => tf.conv2d(u as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
      [some([2, 4, 3, 3]), some([3, 2, 3, 40])],
      SUMS,
    ]),
  ),
  [
    'conv2d of a small image, dilated',
    (u, w) => tf.conv2d(u as tf.Tensor4D, w as tf.Tensor4D, 1, 'same', 'NHWC', 2),
    [some([1, 5, 4, 3]), some([3, 3, 3, 40])],
    ONLY_VALUES,
  ],
  [
    'conv3d of a small image',
    (u, w) => tf.conv3d(u as tf.Tensor5D, w as tf.Tensor5D, 1, 'same'),
    [some([1, 2, 3, 2, 2]), some([3, 3, 3, 2, 20])],
    SUMS,
  ],
  ['conv1d', (u, w) => tf.conv1d(u as tf.Tensor3D, w as tf.Tensor3D, 1, 'same'), [some([2, 7, 3]), some([3, 3, 4])], SUMS],
  ['conv3d', (u, w) => tf.conv3d(u as tf.Tensor5D, w as tf.Tensor5D, 1, 'same'), [some([1, 4, 4, 4, 2]), some([3, 3, 3, 2, 3])], SUMS],
  [
    'conv3d, stride 2',
    (u, w) => tf.conv3d(u as tf.Tensor5D, w as tf.Tensor5D, 2, 'valid'),
    [some([1, 5, 5, 5, 2]), some([3, 3, 3, 2, 3])],
    SUMS,
  ],
  [
    'fused conv2d',
    (u, w, b) => tf.fused.conv2d({ x: u as tf.Tensor4D, filter: w as tf.Tensor4D, strides: 1, pad: 'same', bias: b, activation: 'relu' }),
    [some([2, 4, 4, 3]), some([3, 3, 3, 5]), some([5])],
    SUMS,
  ],
  ...(
    [
      [1, 'same'],
      [2, 'same'],
      [2, 'valid'],
    ] as const
  ).map(([stride, pad]): Case => [
    `depthwiseConv2d, stride ${stride}, ${pad}`,
    (u, w) => tf.depthwiseConv2d(u as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
    [some([2, 6, 6, 3]), some([3, 3, 3, 2])],
    SUMS,
  ]),
  [
    'separableConv2d',
    (u, d, w) => tf.separableConv2d(u as tf.Tensor4D, d as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
    [some([1, 5, 5, 2]), some([3, 3, 2, 2]), some([1, 1, 4, 3])],
    SUMS,
  ],
];

const POOL: Case[] = [
  ...(
    [
      [2, 2, 'valid'],
      [3, 1, 'valid'],
      [3, 2, 'valid'],
    ] as const
  ).flatMap(([size, stride, pad]): Case[] => [
    [`avgPool ${size}, stride ${stride}, ${pad}`, (u) => tf.avgPool(u as tf.Tensor4D, size, stride, pad), [some([2, 6, 6, 3])], SUMS],
    [`maxPool ${size}, stride ${stride}, ${pad}`, (u) => tf.maxPool(u as tf.Tensor4D, size, stride, pad), [some([2, 6, 6, 3])], SUMS],
  ]),
  ['maxPool 3, stride 2, same', (u) => tf.maxPool(u as tf.Tensor4D, 3, 2, 'same'), [some([2, 7, 7, 3])], SUMS],
  ['avgPool 3, stride 2, same', (u) => tf.avgPool(u as tf.Tensor4D, 3, 2, 'same'), [some([2, 7, 7, 3])], ONLY_VALUES],
  ['avgPool3d', (u) => tf.avgPool3d(u as tf.Tensor5D, 2, 2, 'valid'), [some([1, 4, 4, 4, 2])], SUMS],
  ['maxPool3d', (u) => tf.maxPool3d(u as tf.Tensor5D, 2, 2, 'valid'), [some([1, 4, 4, 4, 2])], SUMS],
];

const RESIZE: Case[] = [
  ...(
    [
      [8, 8],
      [7, 5],
      [2, 3],
    ] as [number, number][]
  ).flatMap((size) =>
    (
      [
        [false, false],
        [true, false],
        [false, true],
      ] as const
    ).flatMap(([align, half]): Case[] => [
      [
        `resizeNearestNeighbor to ${size.join('×')}, align ${align}, half ${half}`,
        (u) => tf.image.resizeNearestNeighbor(u as tf.Tensor4D, size, align, half),
        [some([2, 4, 4, 3])],
        ONLY_VALUES,
      ],
      [
        `resizeBilinear to ${size.join('×')}, align ${align}, half ${half}`,
        (u) => tf.image.resizeBilinear(u as tf.Tensor4D, size, align, half),
        [some([2, 4, 4, 3])],
        { ...SUMS, gradient: !half },
      ],
    ]),
  ),
  [
    'resizeNearestNeighbor of one image, with gradient',
    (u) => tf.image.resizeNearestNeighbor(u as tf.Tensor4D, [8, 8]),
    [some([1, 4, 4, 3])],
    SUMS,
  ],
];

describe('products and normalisation', () => PRODUCTS.forEach(compare));
describe('convolutions', () => CONV.forEach(compare));
describe('pooling', () => POOL.forEach(compare));
describe('resizing', () => RESIZE.forEach(compare));
