/**
 * The U-Net of DDPM (Ho et al. 2020, arXiv 2006.11239, appendix B, after Ronneberger et al. 2015, arXiv 1505.04597):
 *
 *   down   conv, then for each level `blocks` × (residual block [, attention]), and half the side but at the last
 *   middle residual block [, attention], residual block
 *   up     for each level `blocks` + 1 × (residual block on [x, what came down] [, attention]), and twice the side but at the first
 *   out    conv(SiLU(GN(x)))
 */
import type { Parameters, ParameterSpec, Schedule, ScoreNetwork } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { attention } from './attention.ts';
import { convolution } from './convolution.ts';
import type { Dropout } from './dropout.ts';
import { groupNorm } from './group-norm.ts';
import type { Layer } from './layer.ts';
import { geometryOf, type UNetOptions } from './options.ts';
import { downsample, upsample } from './resample.ts';
import { residualBlock } from './residual-block.ts';
import { silu } from './silu.ts';
import { timeEmbedding, type TimeEmbedding } from './time-embedding.ts';

/** A step of the way: a layer, and what it does with what is kept for the way up. */
interface Stage {
  readonly layer: Layer;
  /** `keep` puts the result aside; `join` first puts the last that was put aside beside x. */
  readonly skip?: 'keep' | 'join';
}

export class UNet implements ScoreNetwork {
  readonly parameters: readonly ParameterSpec[];
  readonly key: string;
  readonly draws: number;
  readonly #options: UNetOptions;
  readonly #embedding: TimeEmbedding | undefined;
  readonly #stages: readonly Stage[];

  constructor(options: UNetOptions) {
    const { time, base, logSnr } = options;
    this.#options = options;
    this.key = JSON.stringify(['unet', options]);
    this.#embedding = time === 'none' ? undefined : timeEmbedding('time', { time, logSnr, waves: base, width: EMBEDDING * base });
    const { stages, draws } = stagesOf(options);
    this.#stages = stages;
    this.draws = draws;
    this.parameters = [...(this.#embedding?.parameters ?? []), ...this.#stages.flatMap(({ layer }) => layer.parameters)];
  }

  apply(parameters: Parameters, x: tf.Tensor2D, at: Schedule, drawn?: tf.Tensor2D): tf.Tensor2D {
    const { height, width, channels } = this.#options.canvas;
    const surroundings = { embedding: this.#embedding?.apply(parameters, at), drawn };
    const kept: tf.Tensor4D[] = [];
    let h = tf.reshape<tf.Rank.R4>(x, [x.shape[0], height, width, channels]);
    for (const { layer, skip } of this.#stages) {
      if (skip === 'join') h = tf.concat<tf.Tensor4D>([h, kept.pop() as tf.Tensor4D], 3);
      h = layer.apply(parameters, h, surroundings);
      if (skip === 'keep') kept.push(h);
    }
    return tf.reshape(h, x.shape);
  }
}

/** Width of the time embedding, in multiples of the base. */
const EMBEDDING = 4;

/** The way through the network, and how many numbers it draws for a row in training. */
function stagesOf({ canvas, base, multipliers, blocks, attention: sides, middleAttention, groups, dropout = 0, time }: UNetOptions): {
  readonly stages: Stage[];
  readonly draws: number;
} {
  const geometry = geometryOf(canvas);
  const { kernel } = geometry;
  const embedding = time === 'none' ? 0 : EMBEDDING * base;
  let draws = 0;
  const dropoutOf = (channels: number): { readonly dropout?: Dropout } => {
    if (dropout === 0) return {};
    draws += channels;
    return { dropout: { rate: dropout, first: draws - channels } };
  };
  const block = (name: string, from: number, to: number, attends: boolean): Layer =>
    chain([
      residualBlock(name, { from, to, kernel, groups, embedding, ...dropoutOf(to) }),
      ...(attends ? [attention(`${name}.attention`, to, groups)] : []),
    ]);
  const widths = multipliers.map((multiplier) => multiplier * base);
  const attendsAt = (level: number): boolean => sides.includes(canvas.height / 2 ** level);

  const kept = [base];
  const down: Stage[] = [{ layer: convolution('in', { from: canvas.channels, to: base, kernel }), skip: 'keep' }];
  const keep = (layer: Layer, channels: number): void => {
    down.push({ layer, skip: 'keep' });
    kept.push(channels);
  };
  widths.forEach((width, level) => {
    for (let i = 0; i < blocks; i++) keep(block(`down.${level}.${i}`, kept.at(-1) as number, width, attendsAt(level)), width);
    if (level < widths.length - 1) keep(downsample(`down.${level}.half`, { ...geometry, channels: width }), width);
  });

  const deepest = widths.at(-1) as number;
  const middle = [block('middle.0', deepest, deepest, middleAttention), block('middle.1', deepest, deepest, false)];

  const up: Stage[] = [];
  let channels = deepest;
  widths.toReversed().forEach((width, i) => {
    const level = widths.length - 1 - i;
    for (let n = 0; n <= blocks; n++) {
      up.push({ layer: block(`up.${level}.${n}`, channels + (kept.pop() as number), width, attendsAt(level)), skip: 'join' });
      channels = width;
    }
    if (level > 0) up.push({ layer: upsample(`up.${level}.twice`, { ...geometry, channels: width }) });
  });

  const norm = groupNorm('out.norm', channels, groups);
  const last = convolution('out', { from: channels, to: canvas.channels, kernel, zero: true });
  const out: Layer = {
    parameters: [...norm.parameters, ...last.parameters],
    apply: (p, x) => last.apply(p, silu(norm.apply(p, x))),
  };
  return { stages: [...down, ...middle.map((layer) => ({ layer })), ...up, { layer: out }], draws };
}

/** One layer after the other. */
const chain = (layers: readonly Layer[]): Layer => ({
  parameters: layers.flatMap(({ parameters }) => parameters),
  apply: (p, x, surroundings) => layers.reduce((h, layer) => layer.apply(p, h, surroundings), x),
});
