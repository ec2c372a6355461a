import { messageOf } from '@partita/core';
import { ContestantProcess } from '../contestants/contestant-process.ts';
import type { ContestantSpec } from '../contestants/contestant.ts';
import { ratioOfMedians, type Interval } from '../statistics/ratio.ts';
import type { Work } from '../works/work.ts';
import { processorRate, wallRate, type Block } from './block.ts';
import type { Budget } from './budget.ts';
import { blockPatience, PATIENCE } from './patience.ts';

/** How much more two processes on two cores do than one on one. */
export type Scaling =
  | {
      readonly contestant: string;
      readonly status: 'measured';
      /** By the clock, and by processor time: what is lost to shared caches and memory, whatever else runs. */
      readonly wall: Interval;
      readonly processor: Interval;
      readonly alone: readonly Block[];
      readonly together: readonly (readonly Block[])[];
    }
  | { readonly contestant: string; readonly status: 'failed'; readonly reason: string };

/**
 * Rounds of: the first process alone, the second alone, both at once.
 * @param first a started contestant on its core
 * @param second how another process of it is started, and where
 */
export async function measureScaling(
  first: ContestantProcess,
  second: { readonly spec: ContestantSpec; readonly core: number },
  work: Work,
  budget: Budget,
  signal?: AbortSignal,
): Promise<Scaling> {
  const other = new ContestantProcess(second.spec, second.core);
  const stop = (): void => other.kill();
  signal?.addEventListener('abort', stop, { once: true });
  const pair = [first, other];
  try {
    const alone: Block[] = [];
    const together: Block[][] = [];
    const run = (process: ContestantProcess): Promise<Block> =>
      process.ask('block', { seconds: budget.blockSeconds }, blockPatience(budget.blockSeconds));
    await other.ask('start', {}, PATIENCE.start);
    for (const process of pair) {
      const { name, settings } = work;
      await process.ask('prepare', { work: name, settings, calibrationSeconds: budget.calibrationSeconds }, PATIENCE.prepare);
      await process.ask('block', { seconds: budget.warmupSeconds }, blockPatience(budget.warmupSeconds));
    }
    for (let round = 0; round < budget.rounds; round++) {
      for (const process of pair) alone.push(await run(process));
      together.push(await Promise.all(pair.map(run)));
    }
    await first.ask('release', {}, PATIENCE.release);
    return {
      contestant: first.name,
      status: 'measured',
      wall: factor(alone, together, wallRate),
      processor: factor(alone, together, processorRate),
      alone,
      together,
    };
  } catch (error) {
    signal?.throwIfAborted();
    return { contestant: first.name, status: 'failed', reason: messageOf(error) };
  } finally {
    signal?.removeEventListener('abort', stop);
    await other.close();
  }
}

/** What both do together over the mean of what each does alone. @param alone two blocks a round, one of each process */
function factor(alone: readonly Block[], together: readonly (readonly Block[])[], rate: (block: Block) => number): Interval {
  const both = together.map((blocks) => blocks.reduce((sum, block) => sum + rate(block), 0));
  const one = together.map((_, round) => (rate(alone[2 * round] as Block) + rate(alone[2 * round + 1] as Block)) / 2);
  return ratioOfMedians(both, one);
}
