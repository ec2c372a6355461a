import { Backend, Sampler } from '@partita/core';
import { loadScore } from '../composition/load-score.ts';
import type { Run } from './run.ts';

/** Draws samples from a trained run: `[count, dimension]`, row-major. */
export async function sampleRun(
  run: Run,
  count: number,
  seed: number,
  signal?: AbortSignal,
): Promise<{ values: Float32Array; shape: [number, number] }> {
  const backend = run.pieces.resolve(Backend);
  await backend.start();
  const score = await loadScore(run.pieces, run.experiment, run.plan);
  try {
    const { values } = await run.pieces.resolve(Sampler).sample(score, { count, seed, ...(signal ? { signal } : {}) });
    return { values, shape: [count, score.dimension] };
  } finally {
    score.dispose();
    await backend.stop();
  }
}
