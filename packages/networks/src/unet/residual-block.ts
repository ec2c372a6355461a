import * as tf from '@tensorflow/tfjs-core';
import { convolution } from './convolution.ts';
import { dense } from './dense.ts';
import { dropped, type Dropout } from './dropout.ts';
import { groupNorm } from './group-norm.ts';
import type { Layer } from './layer.ts';
import { silu } from './silu.ts';

export interface ResidualBlockOptions {
  readonly from: number;
  readonly to: number;
  readonly kernel: readonly [number, number];
  readonly groups: number;
  /** Width of the time embedding; 0 for none. */
  readonly embedding: number;
  readonly dropout?: Dropout;
}

/**
 * S·x + conv(SiLU(GN(conv(SiLU(GN(x))) + W·SiLU(embedding)))), where S is the identity or a matrix for each pixel
 * (Ho et al. 2020, arXiv 2006.11239), in training with channels of the last SiLU dropped. The last convolution starts at 0.
 */
export function residualBlock(name: string, { from, to, kernel, groups, embedding, dropout }: ResidualBlockOptions): Layer {
  const first = { norm: groupNorm(`${name}.norm1`, from, groups), conv: convolution(`${name}.conv1`, { from, to, kernel }) };
  const time = embedding > 0 ? dense(`${name}.time`, embedding, to) : undefined;
  const second = { norm: groupNorm(`${name}.norm2`, to, groups), conv: convolution(`${name}.conv2`, { from: to, to, kernel, zero: true }) };
  const skip = from === to ? undefined : convolution(`${name}.skip`, { from, to, kernel: [1, 1] });
  const parts = [first.norm, first.conv, ...(time ? [time] : []), second.norm, second.conv, ...(skip ? [skip] : [])];
  return {
    parameters: parts.flatMap((part) => part.parameters),
    apply(p, x, { embedding: embedded, drawn } = {}) {
      const half = first.conv.apply(p, silu(first.norm.apply(p, x)));
      const timed = time && embedded ? tf.add<tf.Tensor4D>(half, perPixel(time.apply(p, silu(embedded)))) : half;
      const seen = silu(second.norm.apply(p, timed));
      const change = second.conv.apply(p, dropout && drawn ? dropped(seen, drawn, dropout) : seen);
      return tf.add(skip ? skip.apply(p, x) : x, change);
    },
  };
}

const perPixel = (rows: tf.Tensor2D): tf.Tensor4D => tf.reshape(rows, [rows.shape[0], 1, 1, rows.shape[1]]);
