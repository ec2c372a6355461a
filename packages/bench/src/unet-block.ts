import type { Initialiser, Parameters, ParameterSpec } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

export interface UNetBlockSizes {
  readonly batch: number;
  readonly side: number;
  readonly channels: number;
  readonly groups: number;
  /** Width of the time embedding. */
  readonly embedding: number;
}

export interface UNetBlockInputs {
  /** `[batch, side, side, channels]` */
  readonly x: tf.Tensor4D;
  /** `[batch, embedding]` */
  readonly embedding: tf.Tensor2D;
  /** `[batch, side, side, channels]` */
  readonly target: tf.Tensor4D;
}

/**
 * The pieces of a U-Net once each (Ronneberger et al. 2015; Ho et al. 2020, arXiv 2006.11239), in plain tfjs ops, channels last:
 *
 *   r = x + conv(SiLU(GN(conv(SiLU(GN(x))) + W·embedding)))     residual block
 *   d = conv stride 2 of r;  a = d + attention(d)               at half the side
 *   u = conv(nearest ×2 of a);  out = conv1×1([u, r])
 *
 * A subject for measurements, not a network of the house.
 */
export function unetBlock(sizes: UNetBlockSizes): (parameters: Parameters, inputs: Omit<UNetBlockInputs, 'target'>) => tf.Tensor4D {
  const norm = (x: tf.Tensor4D, p: Parameters, name: string): tf.Tensor4D =>
    groupNorm(x, sizes.groups, p[`${name}.gain`] as tf.Tensor1D, p[`${name}.bias`] as tf.Tensor1D);
  return (p, { x, embedding }) => {
    const time = tf.reshape(dense(embedding, p, 'time'), [sizes.batch, 1, 1, sizes.channels]);
    const h = tf.add<tf.Tensor4D>(conv(silu(norm(x, p, 'norm1')), p, 'conv1'), time);
    const residual = tf.add<tf.Tensor4D>(x, conv(silu(norm(h, p, 'norm2')), p, 'conv2'));
    const down = conv(residual, p, 'down', 2);
    const up = conv(nearestTwice(tf.add<tf.Tensor4D>(down, attention(down, p))), p, 'up');
    return conv(tf.concat([up, residual], 3), p, 'out');
  };
}

/** The parameters of `unetBlock`, in order. */
export function unetBlockParameters({ channels, embedding }: UNetBlockSizes): ParameterSpec[] {
  const kernel = (side: number, from: number, to: number): number[] => [side, side, from, to];
  const normed = (name: string): ParameterSpec[] => [
    { name: `${name}.gain`, shape: [channels], initialiser: { distribution: 'normal', scale: 1 } },
    { name: `${name}.bias`, shape: [channels], initialiser: { distribution: 'normal', scale: 0.1 } },
  ];
  const linear = (name: string, shape: readonly number[]): ParameterSpec[] => {
    const outputs = shape.at(-1) as number;
    const fanIn = shape.reduce((product, n) => product * n, 1) / outputs;
    const initialiser: Initialiser = { distribution: 'uniform', scale: 1 / Math.sqrt(fanIn) };
    return [
      { name: `${name}.weight`, shape, initialiser },
      { name: `${name}.bias`, shape: [outputs], initialiser },
    ];
  };
  return [
    ...normed('norm1'),
    ...linear('conv1', kernel(3, channels, channels)),
    ...linear('time', [embedding, channels]),
    ...normed('norm2'),
    ...linear('conv2', kernel(3, channels, channels)),
    ...linear('down', kernel(3, channels, channels)),
    ...linear('attention.in', [channels, 3 * channels]),
    ...linear('attention.out', [channels, channels]),
    ...linear('up', kernel(3, channels, channels)),
    ...linear('out', kernel(1, 2 * channels, channels)),
  ];
}

/** The mean squared error of the block against its target, and the gradient of every parameter, in order. */
export function unetBlockGradients(sizes: UNetBlockSizes): (inputs: { parameters: Parameters; inputs: UNetBlockInputs }) => {
  readonly loss: tf.Scalar;
  readonly gradients: Parameters;
} {
  const block = unetBlock(sizes);
  const names = unetBlockParameters(sizes).map(({ name }) => name);
  return ({ parameters, inputs }) => {
    const loss = (...tensors: tf.Tensor[]): tf.Scalar => {
      const out = block(Object.fromEntries(names.map((name, i) => [name, tensors[i] as tf.Tensor])), inputs);
      return tf.mean<tf.Scalar>(tf.square(tf.sub(out, inputs.target)));
    };
    const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => parameters[name] as tf.Tensor));
    return { loss: value, gradients: Object.fromEntries(names.map((name, i) => [name, grads[i] as tf.Tensor])) };
  };
}

const silu = (x: tf.Tensor4D): tf.Tensor4D => tf.mul(x, tf.sigmoid(x));

function dense(x: tf.Tensor2D, p: Parameters, name: string): tf.Tensor2D {
  return tf.add(tf.matMul(x, p[`${name}.weight`] as tf.Tensor2D), p[`${name}.bias`] as tf.Tensor1D);
}

function conv(x: tf.Tensor4D, p: Parameters, name: string, stride = 1): tf.Tensor4D {
  return tf.add(tf.conv2d(x, p[`${name}.weight`] as tf.Tensor4D, stride, 'same'), p[`${name}.bias`] as tf.Tensor1D);
}

/** Group normalisation (Wu & He 2018, arXiv 1803.08494). */
function groupNorm(x: tf.Tensor4D, groups: number, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const grouped = tf.reshape(x, [batch, height * width, groups, channels / groups]);
  const centred = tf.sub(grouped, tf.mean(grouped, [1, 3], true));
  const variance = tf.mean(tf.square(centred), [1, 3], true);
  const normal = tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-5))), x.shape);
  return tf.add(tf.mul(normal, gain), bias);
}

/** Self-attention over the pixels, one head (Vaswani et al. 2017, arXiv 1706.03762). */
function attention(x: tf.Tensor4D, p: Parameters): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const pixels = tf.reshape<tf.Rank.R2>(x, [batch * height * width, channels]);
  const [q, k, v] = tf
    .split<tf.Tensor2D>(dense(pixels, p, 'attention.in'), 3, 1)
    .map((part) => tf.reshape<tf.Rank.R3>(part, [batch, height * width, channels])) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
  const weights = tf.softmax(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(channels)));
  const mixed = tf.reshape<tf.Rank.R2>(tf.matMul(weights, v), [batch * height * width, channels]);
  return tf.reshape(dense(mixed, p, 'attention.out'), x.shape);
}

/** Every pixel as a square of four: reshapes and tiles, whose gradients every runtime has right. */
function nearestTwice(x: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const rows = tf.tile(tf.reshape<tf.Rank.R3>(x, [batch * height, 1, width * channels]), [1, 2, 1]);
  const pixels = tf.tile(tf.reshape<tf.Rank.R3>(rows, [batch * 2 * height * width, 1, channels]), [1, 2, 1]);
  return tf.reshape(pixels, [batch, 2 * height, 2 * width, channels]);
}
