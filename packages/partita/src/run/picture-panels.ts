import { Dataset, type NamedArray, type PartitionedScore } from '@partita/core';
import { filmstrips } from './filmstrips.ts';
import { neighbours } from './neighbours.ts';
import { pictureData } from './pictures.ts';
import type { Run } from './run.ts';

interface Watching {
  readonly listener: (doing: string) => void;
  readonly signal: AbortSignal;
}

/** What a report shows of pictures beside samples, as arrays `filmstrip/…` and `neighbours/…`; none for other data. */
export async function picturePanels(
  run: Pick<Run, 'experiment' | 'pieces'>,
  score: PartitionedScore,
  samples: Float32Array | undefined,
  { listener, signal }: Watching,
): Promise<Record<string, NamedArray>> {
  if (!pictureData(run.pieces.resolve(Dataset))) return {};
  listener('filmstrips');
  const strips = await filmstrips(run, score, signal);
  if (!samples || run.experiment.evaluation.neighbours === 0) return strips;
  listener('nearest training pictures');
  return { ...strips, ...(await neighbours(run, samples, signal)) };
}
