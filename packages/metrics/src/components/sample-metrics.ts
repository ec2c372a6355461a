import { defineComponent, Metric } from '@partita/core';
import { z } from 'zod';
import { c2st } from '../c2st.ts';
import { energyDistance } from '../energy-distance.ts';
import { mmd } from '../mmd.ts';
import { slicedWasserstein } from '../sliced-wasserstein.ts';
import { FEWEST, refusesTooFew } from '../two-sample/samples.ts';

const rows = z.int().min(FEWEST).max(100_000).default(2000).describe('samples and test rows that are compared, at most this many of each');

/** What is measured on samples of the model beside test rows. */
export const sampleMetrics = [
  defineComponent({
    port: Metric,
    kind: 'c2st',
    summary: 'accuracy of nearest neighbours in telling samples from test rows: 0.5 for a perfect model',
    formula: 'share of held-out rows whose k nearest neighbours vote for their side; ½ + ½·TV(data, model) with many rows',
    options: z.object({
      neighbours: z
        .int()
        .min(1)
        .refine((k) => k % 2 === 1, { error: 'expected an odd number, so that no vote is even' })
        .nullable()
        .default(null)
        .describe('k, an odd number of rows that vote; null for about √n'),
      rows,
    }),
    create: c2st,
    refuses: refusesTooFew,
    cites: ['arXiv:1610.06545'],
  }),
  defineComponent({
    port: Metric,
    kind: 'energy-distance',
    summary: 'energy distance of samples and test rows, unbiased: around 0 for a perfect model',
    formula: "2·E|X - Y| - E|X - X'| - E|Y - Y'|",
    options: z.object({ rows }),
    create: energyDistance,
    refuses: refusesTooFew,
    cites: ['doi:10.1016/j.jspi.2013.03.018', 'doi:10.1214/aos/1176345462'],
  }),
  defineComponent({
    port: Metric,
    kind: 'mmd',
    summary: 'squared maximum mean discrepancy of samples and test rows, unbiased: around 0 for a perfect model',
    formula: "E k(X, X') + E k(Y, Y') - 2·E k(X, Y), k(x, y) = mean over h of exp(-|x - y|²/2h²)",
    options: z.object({
      bandwidths: z
        .array(z.number().gt(0))
        .min(1)
        .nullable()
        .default(null)
        .describe('h of Gaussian kernels that are averaged, in units of the data; null for the median distance'),
      rows,
    }),
    create: mmd,
    refuses: refusesTooFew,
    cites: ['arXiv:0805.2368', 'doi:10.1214/aos/1176345462'],
  }),
  defineComponent({
    port: Metric,
    kind: 'sliced-wasserstein',
    summary: 'squared sliced Wasserstein distance of samples and test rows, less what chance adds: around 0 for a perfect model',
    formula: 'mean over directions of W2²(X, Y) - c·W2²(X1, X2) - c·W2²(Y1, Y2) on the line, halves X1, X2; c = n1·n2/n²',
    options: z.object({
      directions: z
        .int()
        .min(1)
        .max(100_000)
        .default(64)
        .describe('directions that are looked along, rounded up to whole frames of the space'),
      rows,
    }),
    create: slicedWasserstein,
    refuses: refusesTooFew,
    cites: ['doi:10.1007/s10851-014-0506-3', 'arXiv:1903.03784', 'doi:10.1214/aos/1176345462'],
  }),
];
