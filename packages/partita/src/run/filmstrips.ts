import { Backend, Dataset, randomStream, type NamedArray, type PartitionedScore } from '@partita/core';
import { Denoiser } from './denoiser.ts';
import type { Run } from './run.ts';

/** Test rows that are shown. */
const STRIPS = 3;
/** Noise levels from tMin to T, equally far apart in log-SNR. */
const LEVELS = 10;

/**
 * The first test rows under growing noise, x_t = α·x₀ + σ·ε with one ε for each row, and the model's means of what they were:
 * `filmstrip/noised` and `filmstrip/denoised`, `[strips, levels, dimension]`, at the times `filmstrip/times`.
 */
export async function filmstrips(
  { experiment: { seed }, pieces }: Pick<Run, 'experiment' | 'pieces'>,
  score: PartitionedScore,
  signal?: AbortSignal,
): Promise<Record<string, NamedArray>> {
  const { sde, dimension } = score;
  const rows = await pieces.resolve(Dataset).batch({ split: 'test', seed, index: 0, size: STRIPS });
  const strips = rows.length / dimension;
  const normals = new Float32Array(rows.length);
  const rowOf = (values: Float32Array, row: number): Float32Array => values.subarray(row * dimension, (row + 1) * dimension);
  for (let row = 0; row < strips; row++) randomStream(seed, 'filmstrip', row).normals(rowOf(normals, row));

  const times = levelsOf(score);
  const film = () => ({ shape: [strips, LEVELS, dimension], data: new Float32Array(rows.length * LEVELS) });
  const [noised, denoised] = [film(), film()];
  const denoiser = new Denoiser(score, pieces.resolve(Backend));
  try {
    for (const [level, t] of times.entries()) {
      signal?.throwIfAborted();
      const [alpha, sigma] = [sde.alpha(t), sde.sigma(t)];
      const xt = rows.map((x0, i) => alpha * x0 + sigma * (normals[i] as number));
      const x0 = await denoiser.at(t, xt);
      for (let strip = 0; strip < strips; strip++) {
        rowOf(noised.data, strip * LEVELS + level).set(rowOf(xt, strip));
        rowOf(denoised.data, strip * LEVELS + level).set(rowOf(x0, strip));
      }
    }
  } finally {
    denoiser.dispose();
  }
  return {
    'filmstrip/times': { shape: [LEVELS], data: Float32Array.from(times) },
    'filmstrip/noised': noised,
    'filmstrip/denoised': denoised,
  };
}

function levelsOf({ sde, tMin }: PartitionedScore): number[] {
  const [from, to] = [sde.logSnr(tMin), sde.logSnr(sde.horizon)];
  const timeAt = (level: number): number => sde.time(from + (level / (LEVELS - 1)) * (to - from));
  return Array.from({ length: LEVELS }, (_, level) => Math.min(sde.horizon, Math.max(tMin, timeAt(level))));
}
