import { PartitaError, randomStream, type MeasurementPart, type MetricContext, type RandomStream, type ScoreSegment } from '@partita/core';
import { intervalName } from './interval-name.ts';
import { NetworkScores } from './network-scores.ts';
import { noisedRow, type NoisedRow } from './noised-row.ts';
import { PairedSum } from './paired-sum.ts';
import { stratifiedVisits, type Visit } from './visits.ts';

export interface IntegralOptions {
  /** Evaluations of the network, over all intervals. */
  readonly evaluations: number;
  /** Rows that go through a network together. */
  readonly batch: number;
}

/** What is integrated: a number for one noised row and the model's score of it; rows are as given, in data space. */
export type Integrand = (row: NoisedRow, score: Float32Array, x0: Float32Array) => number;

export interface Integral {
  /** Each row's share of the sum; further terms of a row may be added. */
  readonly total: PairedSum;
  /** One per interval. */
  readonly parts: readonly MeasurementPart[];
}

/**
 * ½∫ E f dλ over every interval of a model's time axis, f of a noised row and the network's score, by stratified λ.
 * The same seed visits the same rows at the same times with the same noise, whatever the model: differences of models are paired.
 * @param rows `[n, dimension]`, row-major, n ≥ 2
 */
export async function integrateOverLogSnr(
  { score, backend, seed, signal }: Pick<MetricContext, 'score' | 'backend' | 'seed' | 'signal'>,
  rows: Float32Array,
  { evaluations, batch }: IntegralOptions,
  integrand: Integrand,
): Promise<Integral> {
  const { dimension, sde } = score;
  const count = rows.length / dimension;
  if (count < 2) throw new PartitaError(`An integral over time needs at least 2 test rows, got ${count}; raise evaluation.points.`);
  const total = new PairedSum(count);
  const parts: MeasurementPart[] = [];
  const networks = new NetworkScores(backend);

  const look = async (segment: ScoreSegment, visits: readonly Visit[], random: RandomStream, sums: readonly PairedSum[]) => {
    const clean = visits.map(({ row }) => rows.subarray(row * dimension, (row + 1) * dimension));
    const noised = visits.map(({ t }, i) => noisedRow(sde, segment, t, clean[i] as Float32Array, random));
    const scores = await networks.of(segment, noised);
    visits.forEach(({ row, weight }, i) => {
      const of = scores.subarray(i * dimension, (i + 1) * dimension);
      const value = weight * integrand(noised[i] as NoisedRow, of, clean[i] as Float32Array);
      for (const sum of sums) sum.add(row, value);
    });
  };

  try {
    for (const { segment, visits } of stratifiedVisits(score, count, evaluations, seed, 'times:integral')) {
      const index = parts.length;
      const own = new PairedSum(count);
      const random = randomStream(seed, 'noise:integral', index);
      for (let first = 0; first < visits.length; first += batch) {
        signal?.throwIfAborted();
        await look(segment, visits.slice(first, first + batch), random, [total, own]);
      }
      parts.push({ name: intervalName(index, segment), value: own.value, standardError: own.standardError });
    }
  } finally {
    networks.dispose();
  }
  return { total, parts };
}
