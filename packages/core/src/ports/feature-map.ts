import { token } from '../injection/token.ts';
import type { Dataset } from './dataset.ts';

/** Vectors in place of rows. */
export interface Features {
  /** `[n, dimension]`, row-major. */
  readonly values: Float32Array;
  readonly dimension: number;
}

/** What distances between samples and data are taken in. The vector of a row depends on that row alone. */
export interface FeatureMap {
  /**
   * @param rows `[n, ...shape]`, row-major
   * @param data the set they are rows of
   */
  features(rows: Float32Array, data: Pick<Dataset, 'shape' | 'lattice'>): Promise<Features>;
}

export const FeatureMap = token<FeatureMap>('FeatureMap');
