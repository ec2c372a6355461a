import type { Reply } from '../contestants/messages.ts';

/** A stretch of one contestant's time, and how often it did its work in it. */
export type Block = Reply<'block'>;

/** Iterations per second of wall-clock time. */
export const wallRate = ({ iterations, seconds }: Block): number => iterations / seconds;

/** Iterations per second of processor time. The processor's clock ticks: a block too short for a tick counts as busy throughout. */
export const processorRate = ({ iterations, seconds, cpuSeconds }: Block): number => iterations / (cpuSeconds > 0 ? cpuSeconds : seconds);
