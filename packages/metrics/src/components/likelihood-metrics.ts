import { defineComponent, Dequantiser, Metric, part } from '@partita/core';
import { z } from 'zod';
import { bitsPerDimension } from '../bits-per-dimension.ts';
import { elbo } from '../elbo.ts';
import { entropyGap } from '../entropy-gap.ts';
import { nll } from '../nll.ts';
import { priorMismatch } from '../prior-mismatch.ts';
import { regret } from '../regret.ts';
import { truncation } from '../truncation.ts';
import { undequantisedBits } from '../undequantised-bits.ts';

const dequantiser = part(Dequantiser, 'uniform', 'spreads rows that lie on a lattice over their cells');
const integral = {
  evaluations: z.int().min(2).max(1e9).default(32_768).describe('evaluations of the networks, shared evenly among the intervals'),
  batch: z.int().min(1).default(1024).describe('rows that go through a network together'),
};

/** What is measured in nats or bits. */
export const likelihoodMetrics = [
  defineComponent({
    port: Metric,
    kind: 'bits-per-dimension',
    summary: 'discrete code length of rows on a lattice, in bits per dimension, with the known entropy where there is one',
    formula: '-E log2 [(1/K) Σ p(y_k)/q(y_k | x)] / D, y_k ~ q(y | x)',
    options: z.object({
      dequantiser,
      draws: z.int().min(1).max(10_000).default(1).describe('K, dequantised draws per row; the bound falls with it'),
    }),
    create: (options, container) => bitsPerDimension({ ...options, dequantiser: container.build(Dequantiser, options.dequantiser) }),
    cites: ['arXiv:1511.01844', 'arXiv:1509.00519', 'arXiv:2001.11235'],
  }),
  defineComponent({
    port: Metric,
    kind: 'bits-per-dimension-undequantised',
    summary: "the paper's figure for images, a density put into bits as if it were a mass: for comparison with its tables alone",
    formula: '-E log2 p(x) / D + offset at lattice points x, without dequantisation',
    options: z.object({
      offset: z.number().default(8).describe("bits added for the levels, 8 in the paper's code; a lattice has log2(levels/scale)"),
    }),
    create: undequantisedBits,
    cites: ['arXiv:2306.02658'],
  }),
  defineComponent({
    port: Metric,
    kind: 'elbo',
    summary: 'variational bound on −log p in nats: prior, diffusion per interval, reconstruction',
    formula: 'KL(q(x_T | x0) || prior) + ½ ∫ E|ε̂ - ε|² dλ + (D/2)·log(2πe·σ²/α²) at tMin',
    options: z.object({ ...integral, dequantiser }),
    create: (options, container) => elbo({ ...options, dequantiser: container.build(Dequantiser, options.dequantiser) }),
    cites: ['arXiv:2107.00630', 'arXiv:2101.09258'],
  }),
  defineComponent({
    port: Metric,
    kind: 'entropy-gap',
    summary: 'NLL less the entropy of the data, in nats: 0 for a perfect model',
    formula: 'E[log p_data(x) - log p_model(x)] = KL(data || model)',
    options: z.object({}),
    create: entropyGap,
  }),
  defineComponent({
    port: Metric,
    kind: 'nll',
    summary: 'mean negative log likelihood of the test rows, in nats',
    formula: '-E log p_model(x)',
    options: z.object({}),
    create: nll,
  }),
  defineComponent({
    port: Metric,
    kind: 'prior-mismatch',
    summary: 'nats that a perfect model loses at the horizon, where it starts from the prior',
    formula: 'KL(p_T || N(0, priorSigma²)); one Gaussian: ½ Σ [r - 1 - log r + α²m²/priorSigma²], r = (α²s² + σ²)/priorSigma²',
    options: z.object({}),
    create: priorMismatch,
    cites: ['arXiv:2101.09258'],
  }),
  defineComponent({
    port: Metric,
    kind: 'regret',
    summary: 'nats of the variational bound that each network loses against the exact score',
    formula: '½ ∫ E|ε̂ - ε*|² dλ per interval, ε* = -σ·∇ log p_t',
    options: z.object(integral),
    create: regret,
    cites: ['arXiv:2101.09258', 'arXiv:2306.02658'],
  }),
  defineComponent({
    port: Metric,
    kind: 'truncation',
    summary: 'nats that a perfect model loses because it stops at tMin',
    formula: 'E[-log p_tMin(x0)] - H = KL(p_0 || p_tMin); one Gaussian: ½ Σ [log(v/s²) + (s² + (1 - α)²m²)/v - 1], v = α²s² + σ²',
    options: z.object({}),
    create: truncation,
    cites: ['arXiv:2101.09258'],
  }),
];
