import { PartitaError, type Metric } from '@partita/core';
import { joined } from './two-sample/distances.ts';
import { nearestNeighbours, type Labelled } from './two-sample/nearest-neighbours.ts';
import { twoSamples, type TwoSamples } from './two-sample/samples.ts';

export interface C2stOptions {
  /** k, an odd number of neighbours that vote; null for about √n. */
  readonly neighbours: number | null;
  /** Samples and test rows that are looked at, of each. */
  readonly rows: number;
}

/**
 * The classifier two-sample test (Lopez-Paz & Oquab, arXiv 1610.06545): the accuracy with which k nearest neighbours tell samples of the
 * model from test rows, as many of each, on the odd rows after seeing the even ones. Coordinates are divided by their standard
 * deviation. ½ where they are alike, 1 where they never meet; with many rows, ½ + ½·(total variation distance).
 * The standard error is the binomial's, √(a(1 − a)/n) over the n judged rows.
 */
export const c2st = ({ neighbours, rows }: C2stOptions): Metric => ({
  name: 'c2st',
  async measure(context) {
    const { train, test } = split(scaled(await twoSamples('c2st', context, rows)));
    const seen = train.labels.length;
    const k = neighbours ?? odd(Math.sqrt(seen));
    if (k > seen) throw new PartitaError(`metrics: 'c2st' asks ${k} neighbours of ${seen} rows; choose neighbours up to ${odd(seen - 1)}.`);
    const judged = nearestNeighbours(train, test.rows, k);
    const accuracy = judged.filter((label, i) => label === test.labels[i]).length / judged.length;
    const variance = Math.max(accuracy * (1 - accuracy), 1 / judged.length) / judged.length;
    return { value: accuracy, standardError: Math.sqrt(variance), unit: 'accuracy' };
  },
});

const odd = (value: number): number => 2 * Math.floor(value / 2) + 1;

/** As many rows of both, each coordinate in units of its standard deviation over all of them. */
function scaled({ model, data, dimension }: TwoSamples): TwoSamples {
  const length = Math.min(model.length, data.length);
  const all = joined(model.subarray(0, length), data.subarray(0, length));
  const count = all.length / dimension;
  const [sums, squares] = [new Float64Array(dimension), new Float64Array(dimension)];
  all.forEach((value, i) => {
    sums[i % dimension] = (sums[i % dimension] as number) + value;
    squares[i % dimension] = (squares[i % dimension] as number) + value * value;
  });
  const deviation = sums.map((sum, axis) => Math.sqrt((squares[axis] as number) / count - (sum / count) ** 2) || 1);
  const units = all.map((value, i) => value / (deviation[i % dimension] as number));
  return { model: units.subarray(0, length), data: units.subarray(length), dimension };
}

/** Even rows of both to train, odd rows to judge; samples have the label 1. */
function split({ model, data, dimension }: TwoSamples): { train: Labelled; test: Labelled } {
  const half = (rows: Float32Array, parity: number) => rows.filter((_, i) => Math.floor(i / dimension) % 2 === parity);
  const labelled = (parity: number): Labelled => {
    const [one, other] = [half(model, parity), half(data, parity)];
    const labels = new Uint8Array((one.length + other.length) / dimension).fill(1, 0, one.length / dimension);
    return { rows: joined(one, other), labels, dimension };
  };
  return { train: labelled(0), test: labelled(1) };
}
