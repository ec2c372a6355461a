import type { PartitionedScore, ScoreSegment } from '@partita/core';
import type { Stage } from './stage.ts';

/** The final denoising step: from x at tMin to the mean of the data given x, x̂0 = (x + σ²·s)/α (Tweedie's formula). */
export const denoisingStage = ({ segments, tMin }: PartitionedScore): Stage<ScoreSegment> => ({
  segment: segments[0] as ScoreSegment,
  at: tMin,
  x: 0,
  data: 1,
  noise: 0,
});
