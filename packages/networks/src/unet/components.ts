import { Dataset, defineComponent, ScoreNetwork, type Container } from '@partita/core';
import { z } from 'zod';
import { timeIn } from '../time-in-interval.ts';
import { TIME_INPUTS, type TimeInputKind } from '../time-features.ts';
import { canvasOf, requireHalves, requireSides } from './canvas.ts';
import type { UNetOptions } from './options.ts';
import { UNet } from './unet.ts';

type Choices = Omit<UNetOptions, 'canvas' | 'logSnr' | 'attention'> & { readonly attention?: readonly number[] | undefined };

/** A network for the data of a container, that sees the time of its interval. */
function forData(kind: string, dimensions: 1 | 2, choices: Choices, container: Container): UNet {
  const canvas = canvasOf(kind, dimensions, container.resolve(Dataset).shape);
  requireHalves(canvas, choices.multipliers);
  requireSides(canvas, choices.multipliers, choices.attention ?? []);
  return new UNet({ ...choices, attention: choices.attention ?? [], canvas, ...timeIn(choices.time, container) });
}

const sizes = (base: number, multipliers: readonly number[], blocks: number) => ({
  base: z.int().min(4).max(4096).multipleOf(2).default(base).describe('channels at the full size; even'),
  multipliers: z
    .array(z.int().min(1).max(64))
    .min(1)
    .max(10)
    .default([...multipliers])
    .describe('channels of each level in multiples of the base, from the full side down; each level halves it'),
  blocks: z.int().min(1).max(16).default(blocks).describe('residual blocks of a level on the way down; one more on the way up'),
  groups: z
    .int()
    .min(1)
    .max(256)
    .default(32)
    .describe('groups in which channels are normalised, at most; never fewer than 4 channels each'),
  dropout: z.number().min(0).lt(1).default(0).describe('part of the channels that each residual block drops in training; 0 for none'),
});

const attention = (sides: readonly number[]) => ({
  attention: z
    .array(z.int().min(1))
    .default([...sides])
    .describe('sides of the levels at which attention follows each block'),
  middleAttention: z.boolean().default(true).describe('attention at the smallest side'),
});

const time = {
  time: z
    .enum(Object.keys(TIME_INPUTS) as [TimeInputKind, ...TimeInputKind[]])
    .default('log-snr')
    .describe('what the embedding of the time is made of; a per-timestep network never sees it'),
};

/** Two levels of a few channels, for trials. */
const SMALL = { base: 4, multipliers: [1, 2], blocks: 1 };

const FORMULA = 'h = conv(x); down: h ← R(h, τ), ↓2; middle: R, attention, R; up: h ← R([h, h_down], τ), ↑2; F = conv(SiLU(GN(h)))';
const CITES = ['arXiv:2006.11239', 'arXiv:1505.04597', 'arXiv:1803.08494'];

export const unet = defineComponent({
  port: ScoreNetwork,
  kind: 'unet',
  summary: "the U-Net of DDPM for images; base 128 with multipliers 1, 2, 2, 2 is DDPM's own for CIFAR-10, of 35.7 million numbers",
  formula: FORMULA,
  options: z.object({ ...sizes(64, [1, 2, 4, 8], 2), ...attention([]), ...time }),
  small: SMALL,
  create: (options, container) => forData('unet', 2, options, container),
  cites: CITES,
});

export const unetSmall = defineComponent({
  port: ScoreNetwork,
  kind: 'unet-small',
  summary: 'a small U-Net for images that does not see the time: one for each point of a per-timestep partition',
  formula: FORMULA.replaceAll(', τ', ''),
  options: z.object({ ...sizes(32, [1, 2, 2], 1) }),
  small: SMALL,
  create: (options, container) => forData('unet-small', 2, { ...options, middleAttention: false, time: 'none' }, container),
  cites: CITES,
});

export const unet1d = defineComponent({
  port: ScoreNetwork,
  kind: 'unet-1d',
  summary: 'the same U-Net along one axis, for signals of shape [length, channels]',
  formula: FORMULA,
  options: z.object({ ...sizes(32, [1, 2, 4], 1), ...attention([]), ...time }),
  small: { ...SMALL, multipliers: [1] },
  create: (options, container) => forData('unet-1d', 1, options, container),
  cites: CITES,
});
