import type { Measurement } from '@partita/core';

export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** The mean with its standard error, sd/√n; a single value has an infinite one. */
export function meanOf(values: Float64Array): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variance = values.length > 1 ? squares / (values.length - 1) : Infinity;
  return { value: mean, standardError: Math.sqrt(variance / values.length) };
}

export const meanInNats = (values: Float64Array): Measurement => ({ ...meanOf(values), unit: 'nats' });
