import { PartitaError, type MetricContext } from '@partita/core';
import { noiseAtStart } from './dequantised.ts';
import { latticeSlack } from './slack.ts';

/** Bits per dimension that a density may win on a lattice before its likelihood says nothing. */
const ALLOWED = 0.01;

/**
 * The missing-dequantisation alarm: a density of rows on a lattice can be made as high as one likes by spikes, unless the noise at
 * tMin is about as wide as a cell. @throws PartitaError where it could win more than 0.01 bits/dim
 */
export function requireContinuous(metric: string, { dataset: { lattice }, score }: Pick<MetricContext, 'dataset' | 'score'>): void {
  if (!lattice) return;
  const slack = latticeSlack((noiseAtStart(score) * lattice.levels) / lattice.scale);
  if (slack > ALLOWED)
    throw new PartitaError(
      `metrics: '${metric}' takes rows on a lattice of ${lattice.levels} levels for continuous, and a model can undercut their entropy by ${slack.toFixed(2)} bits/dim; choose 'bits-per-dimension', which dequantises.`,
    );
}
