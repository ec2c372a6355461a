import type { TrainEvent, TrainJob } from '@partita/core';

/** What a parent tells a child: a job, perhaps to save and stop, and when it has no job, another one or to leave. */
export type ToChild = { readonly type: 'job'; readonly job: TrainJob } | { readonly type: 'stop' } | { readonly type: 'leave' };

/** What a child tells its parent. `user-error` is a PartitaError's sentence: trying again would not help. */
export type FromChild =
  | { readonly type: 'ready' }
  | { readonly type: 'event'; readonly event: TrainEvent }
  | { readonly type: 'done' }
  | { readonly type: 'user-error'; readonly message: string };
