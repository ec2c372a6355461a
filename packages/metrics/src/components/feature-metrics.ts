import { defineComponent, FeatureMap, Metric, part } from '@partita/core';
import { z } from 'zod';
import { pixelsComponent } from '../features/pixels.ts';
import { randomProjectionComponent } from '../features/random-projection.ts';
import { frechetFeatures } from '../frechet-features.ts';
import { kernelFeatures } from '../kernel-features.ts';
import { FEWEST, refusesTooFew } from '../two-sample/samples.ts';

const shared = (rows: number) => ({
  features: part(FeatureMap, 'random-projection', 'what the distance is taken in'),
  rows: z.int().min(FEWEST).max(1_000_000).default(rows).describe('samples and test rows that are compared, at most this many of each'),
});

/** Distances of samples and test rows in features, and features that need nothing. */
export const featureMetrics = [
  defineComponent({
    port: Metric,
    kind: 'frechet-features',
    summary:
      'squared Fréchet distance of samples and test rows in given features, less what finite samples add: around 0 for a perfect model',
    formula: "|m - m'|² + tr(C + C' - 2·(C·C')^½) of means and covariances of features; bias out to first order by the jackknife",
    options: z.object(shared(50_000)),
    create: ({ features, rows }, container) => frechetFeatures({ features: container.build(FeatureMap, features), rows }),
    refuses: refusesTooFew,
    cites: ['arXiv:1706.08500', 'doi:10.1016/0047-259X(82)90077-X', 'doi:10.1093/biomet/43.3-4.353'],
  }),
  defineComponent({
    port: Metric,
    kind: 'kernel-features',
    summary: 'squared maximum mean discrepancy under a polynomial kernel of given features, unbiased: around 0 for a perfect model',
    formula: "E k(X, X') + E k(Y, Y') - 2·E k(X, Y), k(x, y) = (f(x)·f(y)/dim f + 1)^degree",
    options: z.object({ ...shared(2000), degree: z.int().min(1).max(8).default(3).describe('moments up to this one are compared') }),
    create: ({ features, ...options }, container) => kernelFeatures({ ...options, features: container.build(FeatureMap, features) }),
    refuses: refusesTooFew,
    cites: ['arXiv:1801.01401', 'doi:10.1214/aos/1176345462'],
  }),
  pixelsComponent,
  randomProjectionComponent,
];
