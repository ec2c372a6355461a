import type { Parameters, ParameterSpec, Schedule } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { TIME_INPUTS, type LogSnrRange, type TimeInputKind } from '../time-features.ts';
import { dense } from './dense.ts';
import { silu } from './silu.ts';

export interface TimeEmbedding {
  readonly parameters: readonly ParameterSpec[];
  /** `[batch, width]`, or `[1, width]` where the batch shares its time. */
  apply(parameters: Parameters, at: Schedule): tf.Tensor2D;
}

export interface TimeEmbeddingOptions {
  readonly time: Exclude<TimeInputKind, 'none'>;
  readonly logSnr: LogSnrRange;
  /** Sines and cosines together. */
  readonly waves: number;
  readonly width: number;
}

/**
 * W₂·SiLU(W₁·γ(τ)) of τ = 1000 times what the network sees of the time, with γ(τ) = (sin(f_k·τ), cos(f_k·τ)) at frequencies
 * f_k from 1 down to 10⁻⁴ in geometric progression (Vaswani et al. 2017; Ho et al. 2020, arXiv 2006.11239).
 */
export function timeEmbedding(name: string, { time, logSnr, waves, width }: TimeEmbeddingOptions): TimeEmbedding {
  const half = waves / 2;
  const frequencies = Array.from({ length: half }, (_, k) => 1000 * 1e-4 ** (k / (half - 1)));
  const layers = [dense(`${name}.0`, waves, width), dense(`${name}.1`, width, width)] as const;
  return {
    parameters: layers.flatMap(({ parameters }) => parameters),
    apply(p, at) {
      const [seen] = TIME_INPUTS[time].features(at, logSnr) as [tf.Tensor2D];
      const phase = tf.mul<tf.Tensor2D>(seen, tf.tensor2d([frequencies]));
      return layers[1].apply(p, silu(layers[0].apply(p, tf.concat2d([tf.sin(phase), tf.cos(phase)], 1))));
    },
  };
}
