import { CurrentInterval, isPoint, Sde, trainingRange, type Container } from '@partita/core';
import type { LogSnrRange, TimeInputKind } from './time-features.ts';

/** What the network of the current interval sees of the time: of a point nothing, and with `interval` its place in the interval. */
export function timeIn(time: TimeInputKind, container: Container): { readonly time: TimeInputKind; readonly logSnr: LogSnrRange } {
  const interval = container.has(CurrentInterval) ? container.resolve(CurrentInterval) : undefined;
  if (interval === undefined || isPoint(interval) || time !== 'interval')
    return { time: interval && isPoint(interval) ? 'none' : time, logSnr: ANYWHERE };
  const { start, end } = trainingRange(interval);
  const sde = container.resolve(Sde);
  return { time, logSnr: { first: sde.logSnr(start), last: sde.logSnr(end) } };
}

/** About what the usual processes cover. */
export const ANYWHERE: LogSnrRange = { first: 10, last: -10 };
