import { Dataset, LikelihoodEstimator, Sde, type NamedArray, type PartitionedScore } from '@partita/core';
import type { Run } from './run.ts';

/** Cell centres of a square grid, row by row from the lowest y: `[side², 2]`. */
export function gridRows(side: number, extent: number): Float32Array {
  const centre = (i: number): number => ((i + 0.5) / side - 0.5) * 2 * extent;
  return Float32Array.from({ length: side * side * 2 }, (_, k) =>
    k % 2 === 0 ? centre((k >> 1) % side) : centre(Math.floor((k >> 1) / side)),
  );
}

/** Half the side of a square that holds nearly all of the data and of the noise it turns into. */
export async function extentOf(dataset: Dataset, seed: number): Promise<number> {
  const rows = await dataset.batch({ split: 'test', seed, index: 0, size: Math.min(1000, dataset.testSize ?? 1000) });
  const largest = rows.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.ceil(largest * 1.15 * 10) / 10;
}

/** The model's density over a square at several times, and the exact one where it is known, as arrays named `density/<t>/model`. */
export async function densityPanels(
  run: Pick<Run, 'experiment' | 'pieces'>,
  score: PartitionedScore,
  options: { signal?: AbortSignal },
): Promise<Record<string, NamedArray>> {
  const { evaluation, seed, tMin } = run.experiment;
  const dataset = run.pieces.resolve(Dataset);
  const sde = run.pieces.resolve(Sde);
  const side = evaluation.densityGrid;
  const extent = await extentOf(dataset, seed);
  const rows = gridRows(side, extent);
  const panels: Record<string, NamedArray> = { extent: { shape: [1], data: Float32Array.of(extent) } };
  const panel = (logDensity: Float64Array): NamedArray => ({ shape: [side, side], data: Float32Array.from(logDensity, Math.exp) });
  for (const fraction of evaluation.densityTimes) {
    const t = tMin + fraction * (sde.horizon - tMin);
    const { values } = await run.pieces.resolve(LikelihoodEstimator).logLikelihood(score, rows, { from: t, ...options });
    panels[`density/${t}/model`] = panel(values);
    if (dataset.exact) panels[`density/${t}/exact`] = panel(dataset.exact.logDensity(rows, sde.alpha(t), sde.sigma(t)));
  }
  return panels;
}
