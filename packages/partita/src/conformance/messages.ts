import type { ComponentSpec } from '@partita/core';
import type { Finding } from './check.ts';

/** What a process that examines one runtime is asked for, as its argument. */
export interface Request {
  readonly spec: ComponentSpec;
  readonly plugins: readonly string[];
  /** Updates of the longest training. */
  readonly updates: number;
  /** Only checks whose group and name hold this text. */
  readonly only?: string | undefined;
}

/** What it tells. */
export type Message =
  | { readonly type: 'absent'; readonly reason: string }
  | { readonly type: 'started'; readonly checks: number; readonly device?: string | undefined }
  | { readonly type: 'check'; readonly group: string; readonly name: string }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'done' };
