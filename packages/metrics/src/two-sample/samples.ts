import { PartitaError, type Experiment, type MetricContext } from '@partita/core';

/** Rows that every two-sample metric needs on each side. */
export const FEWEST = 16;

export interface TwoSamples {
  /** Draws from the model, `[m, dimension]`. */
  readonly model: Float32Array;
  /** Test rows, `[n, dimension]`. */
  readonly data: Float32Array;
  readonly dimension: number;
}

/** The first `most` of the samples and of the test rows. @throws PartitaError when there are fewer than 16 of either */
export async function twoSamples(metric: string, context: MetricContext, most: number): Promise<TwoSamples> {
  const { dimension } = context.score;
  const first = (rows: Float32Array, what: string, option: string): Float32Array => {
    const count = rows.length / dimension;
    if (count < FEWEST)
      throw new PartitaError(`metrics: '${metric}' compares at least ${FEWEST} ${what}, got ${count}; raise evaluation.${option}.`);
    return rows.subarray(0, most * dimension);
  };
  return {
    model: first(await context.samples(), 'samples', 'samples'),
    data: first(await context.testRows(), 'test rows', 'points'),
    dimension,
  };
}

/** Why a metric of samples makes no sense in an experiment. */
export const refusesTooFew = (_options: unknown, { evaluation }: Experiment): string | undefined =>
  evaluation.samples < FEWEST
    ? `it compares at least ${FEWEST} samples, but evaluation.samples is ${evaluation.samples}; raise that to ${FEWEST} or more.`
    : undefined;
