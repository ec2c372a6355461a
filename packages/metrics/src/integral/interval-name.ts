import type { Segment } from '@partita/core';

const short = (t: number): string => String(Number(t.toPrecision(4)));

/** `0 (0.001, 0.02]`: the network's number and where it is in force. */
export const intervalName = (index: number, { start, end }: Segment): string => `${index} (${short(start)}, ${short(end)}]`;
