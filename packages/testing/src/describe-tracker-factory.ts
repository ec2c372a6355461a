import { describe, expect, it } from 'vitest';
import type { TrackerFactory, TrainEvent } from '@partita/core';

/** What a tracker keeps must come back in order, also over several sessions of one interval. */
export interface TrackerUnderTest {
  readonly factory: TrackerFactory;
  /** The events kept of an interval. */
  readonly read: (interval: number) => Promise<readonly TrainEvent[]>;
}

/** Events of each interval are kept apart and in order; a second session adds to the first. */
export function describeTrackerFactory(name: string, make: () => TrackerUnderTest): void {
  describe(`${name} fulfils TrackerFactory`, () => {
    const started: TrainEvent = { type: 'started', step: 0 };
    const checkpoint: TrainEvent = { type: 'checkpoint', step: 10 };
    const finished: TrainEvent = { type: 'finished', step: 20, seconds: 1.5 };

    it('keeps events in order, over sessions', async () => {
      const { factory, read } = make();
      for (const session of [[started, checkpoint], [finished]]) {
        const tracker = await factory.open(3);
        session.forEach((event) => tracker.record(event));
        await tracker.close();
      }
      expect(await read(3)).toEqual([started, checkpoint, finished]);
    });

    it('keeps intervals apart', async () => {
      const { factory, read } = make();
      const [one, two] = await Promise.all([factory.open(1), factory.open(2)]);
      one.record(started);
      two.record(finished);
      await Promise.all([one.close(), two.close()]);
      expect(await read(1)).toEqual([started]);
      expect(await read(2)).toEqual([finished]);
    });
  });
}
