import type { CheckpointMetadata } from '@partita/core';

/** The best held-out loss so far, and how many measurements have come after it without a better one. */
export interface Waiting {
  readonly best: number;
  readonly since: number;
}

/** What is waited for after one measurement more. */
export const waitingAfter = ({ best, since }: Waiting, loss: number): Waiting =>
  loss < best ? { best: loss, since: 0 } : { best, since: since + 1 };

/** What a checkpoint waits for; at the start, anything is better. */
export const waitingOf = (metadata: CheckpointMetadata = {}): Waiting => ({
  best: Number(metadata['bestHeldOut'] ?? Infinity),
  since: Number(metadata['heldOutsSince'] ?? 0),
});

/** The same in a checkpoint's header; nothing without patience, whose checkpoints need none of it. */
export const waitingMetadata = ({ best, since }: Waiting, patience: number | undefined): Record<string, number> =>
  patience === undefined ? {} : { bestHeldOut: best, heldOutsSince: since };

/** True of a checkpoint at the last step, or where patience ended. @param steps of the whole training */
export const isTrained = (metadata: CheckpointMetadata, steps: number, patience = Infinity): boolean =>
  Number(metadata['step'] ?? 0) >= steps || waitingOf(metadata).since >= patience;
