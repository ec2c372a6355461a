import type { Measurement } from '@partita/core';

/** The mean in nats with its standard error, sd/√n; a single value has an infinite one. */
export function meanInNats(values: Float64Array): Measurement {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variance = values.length > 1 ? squares / (values.length - 1) : Infinity;
  return { value: mean, standardError: Math.sqrt(variance / values.length), unit: 'nats' };
}
