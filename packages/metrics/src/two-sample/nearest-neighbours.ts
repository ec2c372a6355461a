import { squaredDistance } from './distances.ts';

export interface Labelled {
  /** `[n, dimension]`, row-major. */
  readonly rows: Float32Array;
  /** 0 or 1 of each row. */
  readonly labels: Uint8Array;
  readonly dimension: number;
}

/** Whether most of the k nearest training rows have the label 1, for each row of a test set; k odd. Of equal distances the first row counts. */
export function nearestNeighbours(train: Labelled, test: Float32Array, k: number): Uint8Array {
  const { rows, labels, dimension } = train;
  const nearest = new Float64Array(k);
  const votes = new Uint8Array(k);
  return Uint8Array.from({ length: test.length / dimension }, (_, row) => {
    nearest.fill(Infinity);
    for (let i = 0; i < labels.length; i++) {
      const distance = squaredDistance(rows, i, test, row, dimension);
      if (!(distance < (nearest[k - 1] as number))) continue;
      let place = k - 1;
      for (; place > 0 && distance < (nearest[place - 1] as number); place--) {
        nearest[place] = nearest[place - 1] as number;
        votes[place] = votes[place - 1] as number;
      }
      nearest[place] = distance;
      votes[place] = labels[i] as number;
    }
    return 2 * votes.reduce((sum, vote) => sum + vote, 0) > k ? 1 : 0;
  });
}
