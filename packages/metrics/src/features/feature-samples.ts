import type { FeatureMap, MetricContext } from '@partita/core';
import { twoSamples, type TwoSamples } from '../two-sample/samples.ts';

/** What a distance in features looks at. */
export interface FeatureDistanceOptions {
  readonly features: FeatureMap;
  /** Samples and test rows that are looked at, of each. */
  readonly rows: number;
}

/** Features of the samples and of the test rows. @throws PartitaError when there are fewer than 16 of either */
export async function featureSamples(
  metric: string,
  context: MetricContext,
  { features, rows }: FeatureDistanceOptions,
): Promise<TwoSamples> {
  const { model, data } = await twoSamples(metric, context, rows);
  const ofModel = await features.features(model, context.dataset);
  const ofData = await features.features(data, context.dataset);
  return { model: ofModel.values, data: ofData.values, dimension: ofData.dimension };
}
