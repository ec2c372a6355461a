import { messageOf } from '@partita/core';
import type { ContestantProcess } from '../contestants/contestant-process.ts';
import type { Reply } from '../contestants/messages.ts';
import type { Work } from '../works/work.ts';
import type { Block } from './block.ts';
import type { Budget } from './budget.ts';
import { blockPatience, PATIENCE } from './patience.ts';

/** What came of one contestant's work: its blocks, one a round, or why there are none. */
export type WorkOutcome =
  | ({ readonly status: 'measured'; readonly blocks: readonly Block[]; readonly leakedTensors: number | null } & Reply<'prepare'>)
  | { readonly status: 'unsupported' | 'failed'; readonly reason: string };

interface Running {
  readonly contestant: ContestantProcess;
  readonly prepared: Reply<'prepare'>;
  readonly blocks: Block[];
}

/**
 * One alternating run: every contestant is made ready and warmed up; then in each round each runs one block, in an order
 * that rotates, so that whatever slows the machine for a while slows all of them.
 */
export async function measureWork(
  work: Work,
  contestants: readonly ContestantProcess[],
  budget: Budget,
  onRound: (round: number) => void,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, WorkOutcome>> {
  const outcomes = new Map<string, WorkOutcome>();
  const running: Running[] = [];
  /** Takes a contestant out when its answer is an error. */
  const attempt = async (contestant: ContestantProcess, status: 'unsupported' | 'failed', ask: () => Promise<void>): Promise<void> => {
    signal?.throwIfAborted();
    try {
      await ask();
    } catch (error) {
      signal?.throwIfAborted();
      outcomes.set(contestant.name, { status: contestant.hasEnded ? 'failed' : status, reason: messageOf(error) });
    }
  };

  for (const contestant of contestants) {
    await attempt(contestant, 'unsupported', async () => {
      const request = { work: work.name, settings: work.settings, calibrationSeconds: budget.calibrationSeconds };
      const prepared = await contestant.ask('prepare', request, PATIENCE.prepare);
      await contestant.ask('block', { seconds: budget.warmupSeconds }, blockPatience(budget.warmupSeconds));
      running.push({ contestant, prepared, blocks: [] });
    });
  }
  for (let round = 0; round < budget.rounds; round++) {
    onRound(round);
    for (const { contestant, blocks } of rotated(running, round)) {
      if (outcomes.has(contestant.name)) continue;
      await attempt(contestant, 'failed', async () => {
        blocks.push(await contestant.ask('block', { seconds: budget.blockSeconds }, blockPatience(budget.blockSeconds)));
      });
    }
  }
  for (const { contestant, prepared, blocks } of running) {
    if (outcomes.has(contestant.name)) continue;
    await attempt(contestant, 'failed', async () => {
      const { leakedTensors } = await contestant.ask('release', {}, PATIENCE.release);
      outcomes.set(contestant.name, { status: 'measured', ...prepared, blocks, leakedTensors });
    });
  }
  return outcomes;
}

const rotated = <T>(items: readonly T[], by: number): T[] => items.map((_, i) => items[(i + by) % items.length] as T);
