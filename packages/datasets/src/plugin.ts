import { Dataset, defineComponent, definePlugin } from '@partita/core';
import { z } from 'zod';
import { checkerboard } from './sets/checkerboard.ts';
import { EIGHT_GAUSSIANS, gaussianMixture } from './sets/gaussian-mixture.ts';
import { gaussian } from './sets/gaussian.ts';
import { hg } from './sets/hg.ts';
import { lattice, LATTICE_LAWS } from './sets/lattice.ts';
import { npy } from './sets/npy.ts';
import { spirals } from './sets/spirals.ts';
import { twoMoons } from './sets/two-moons.ts';
import { ty } from './sets/ty.ts';

const PAPER = ['arXiv:2306.02658'];

const positive = z.number().gt(0);
const mean = z.array(z.number()).min(1);
const variance = z.union([positive, z.array(positive).min(1)], { error: 'expected a positive number, or a list of one per coordinate' });
const noise = z.number().min(0).max(10);

export const datasetsPlugin = definePlugin({
  name: '@partita/datasets',
  components: [
    defineComponent({
      port: Dataset,
      kind: 'checkerboard',
      summary: 'uniform on every other square of a board',
      formula: 'p(x) = 1/area on the squares, 0 elsewhere; H = log area',
      options: z.object({
        squares: z.int().min(1).max(64).default(4).describe('squares along a side of the board'),
        side: positive.default(1).describe('the side of one square'),
      }),
      create: checkerboard,
    }),
    defineComponent({
      port: Dataset,
      kind: 'gaussian',
      summary: 'one Gaussian in any dimension',
      formula: 'N(mean, diag variance); noised: N(α·mean, α²·variance + σ²); H = Σ ½ log(2πe·variance)',
      options: z.object({
        mean: mean.default([0, 0]).describe('one number per coordinate'),
        variance: variance.default(1).describe('one for all coordinates, or one per coordinate'),
      }),
      create: gaussian,
    }),
    defineComponent({
      port: Dataset,
      kind: 'gaussian-mixture',
      summary: 'a mixture of Gaussians in any dimension',
      formula: 'Σ w·N(mean, diag variance); noised: Σ w·N(α·mean, α²·variance + σ²)',
      options: z.object({
        components: z
          .array(z.strictObject({ weight: positive.default(1), mean, variance: variance.default(1) }))
          .min(1)
          .default(EIGHT_GAUSSIANS)
          .describe('weight, mean and variance of each Gaussian; the weights need not sum to 1'),
      }),
      create: gaussianMixture,
    }),
    defineComponent({
      port: Dataset,
      kind: 'hg',
      summary: "the paper's bars and Gaussians",
      formula: '(4 bars + 5 Gaussians)/9; noised: a bar is ∏ [Φ((y + αh)/σ) - Φ((y - αh)/σ)]/(2αh) in its own axes',
      options: z.object({}),
      create: hg,
      cites: PAPER,
    }),
    defineComponent({
      port: Dataset,
      kind: 'lattice',
      summary: 'independent discrete coordinates of known entropy, to certify bits per dimension',
      formula: 'x = scale·(k + 1/2)/levels + offset, k by the law; H = -Σ p log p',
      options: z.object({
        levels: z.int().min(2).max(65_536).default(256).describe('values that a coordinate can take; 256 for 8 bits'),
        dimension: z.int().min(1).max(65_536).default(2).describe('coordinates of a row'),
        law: z
          .enum(LATTICE_LAWS)
          .default('uniform')
          .describe('which levels are taken: each alike, the two outermost alike, or by tosses of a coin'),
        scale: positive.default(2).describe('width of all cells together, in units of the data'),
        offset: z.number().default(-1).describe('lower end of the first cell, in units of the data'),
      }),
      create: lattice,
      cites: ['arXiv:1511.01844'],
    }),
    defineComponent({
      port: Dataset,
      kind: 'npy',
      summary: 'the rows of a NumPy file of float32 or float64 numbers [n, d]',
      options: z.object({
        path: z.string().min(1).describe('the file'),
        testFraction: z.number().gt(0).lt(1).default(0.1).describe('the share of the rows that is kept for testing'),
      }),
      create: npy,
    }),
    defineComponent({
      port: Dataset,
      kind: 'spirals',
      summary: 'arms of a spiral',
      formula: 'r = 2·√u, θ = 2π·(turns·√u + arm/arms), u uniform on [0, 1], with noise',
      options: z.object({
        arms: z.int().min(1).max(64).default(2).describe('how many arms'),
        turns: positive.max(100).default(1.5).describe('how often an arm winds round the origin'),
        noise: noise.default(0.05).describe('standard deviation of the noise on each coordinate'),
      }),
      create: spirals,
    }),
    defineComponent({
      port: Dataset,
      kind: 'ty',
      summary: "the paper's flower over letters",
      formula: 'a mixture of 49 rectangles and Gaussians; noised as in hg',
      options: z.object({}),
      create: ty,
      cites: PAPER,
    }),
    defineComponent({
      port: Dataset,
      kind: 'two-moons',
      summary: 'two half circles that hook into each other',
      formula: '(cos θ, sin θ) and (1 - cos θ, ½ - sin θ), θ uniform on [0, π], with noise, centred',
      options: z.object({ noise: noise.default(0.1).describe('standard deviation of the noise on each coordinate') }),
      create: twoMoons,
    }),
  ],
});
