import { randomStream, type ComponentSpec } from '@partita/core';

/** A data set whose exact score is known at every noise level, so that the regret is. */
export interface TrainedDataset {
  readonly name: string;
  readonly dataset: ComponentSpec;
  readonly dimension: number;
  readonly isPlanar: boolean;
  /** The standard deviation of a coordinate, for the skip connection of the prediction `edm`. */
  readonly dataSigma: number;
}

const planar = (name: string, dataSigma: number, dataset: ComponentSpec = { kind: name }): TrainedDataset => ({
  name,
  dataset,
  dimension: 2,
  isPlanar: true,
  dataSigma,
});

const COMPONENTS = 16;
const VARIANCE = 0.01;

/**
 * Sixteen round Gaussians of standard deviation 0.1 whose means are standard normal: in 8 and 32 dimensions they do not overlap, and a
 * coordinate has a variance of about one.
 */
export function gaussianMixture(dimension: number): TrainedDataset {
  const components = Array.from({ length: COMPONENTS }, (_, k) => {
    const stream = randomStream(0, 'data', dimension, k);
    return { weight: 1, mean: Array.from({ length: dimension }, () => Number(stream.normal().toFixed(3))), variance: VARIANCE };
  });
  const means = components.flatMap(({ mean }) => mean);
  const dataSigma = Number(Math.sqrt(VARIANCE + means.reduce((sum, m) => sum + m * m, 0) / means.length).toFixed(2));
  return {
    name: `mixture-${dimension}d`,
    dataset: { kind: 'gaussian-mixture', components },
    dimension,
    isPlanar: false,
    dataSigma,
  };
}

export const HG = planar('hg', 0.93);
export const TY = planar('ty', 0.63);
/** Uniform on half of the squares of [−2, 2]². */
const CHECKERBOARD = planar('checkerboard', 1.15);

/** Where partitions are compared. */
export const DATASETS: readonly TrainedDataset[] = [HG, TY, CHECKERBOARD, gaussianMixture(8), gaussianMixture(32)];
