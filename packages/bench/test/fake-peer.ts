import { fileURLToPath } from 'node:url';
import type { ContestantSpec } from '../src/contestants/contestant.ts';

export type Manner = 'well' | 'refuses' | 'dies' | 'lies' | 'hangs' | 'chats';

/** A peer in plain Node that runs ten iterations in each tenth of a second, by its own account. */
export const fakePeer = (manner: Manner = 'well'): ContestantSpec => ({
  name: 'fake',
  role: 'peer',
  command: process.execPath,
  args: [fileURLToPath(new URL('fixtures/fake-peer.mjs', import.meta.url)), manner],
});
