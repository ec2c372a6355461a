import { describe, expect, it } from 'vitest';
import { PartitaError, supervise, type Attempt, type Ending, type TrainEvent, type TrainJob } from '../src/index.ts';

const crash: Ending = { type: 'crashed', reason: 'it exited with status 7', log: { path: 'worker.log', tail: 'line 1\nline 2' } };
const job: TrainJob = { run: 'runs/a', experiment: {} as TrainJob['experiment'], interval: { index: 3, start: 0.3, end: 0.4 } };

/** Plays one attempt after another: the steps of its checkpoints, then its ending. */
async function play(attempts: readonly (readonly [number[], Ending])[], { retries = 3, signal = new AbortController().signal } = {}) {
  const events: TrainEvent[] = [];
  let played = 0;
  const attempt: Attempt = (listener) => {
    const [steps, ending] = attempts[played++] as (typeof attempts)[number];
    for (const step of steps) listener({ type: 'checkpoint', step });
    return Promise.resolve(ending);
  };
  const failure: unknown = await supervise(job, attempt, retries, (event) => events.push(event), signal).catch((error: unknown) => error);
  return { events, played, failure };
}

describe('a supervised job', () => {
  it('is tried once when all is well', async () => {
    expect(await play([[[1], { type: 'done' }]])).toEqual({ events: [{ type: 'checkpoint', step: 1 }], played: 1, failure: undefined });
  });

  it('is started again after a crash, and says so', async () => {
    const { events, failure } = await play([
      [[], crash],
      [[], crash],
      [[], { type: 'done' }],
    ]);
    expect(events).toEqual([2, 3].map((attempt) => ({ type: 'restarted', attempt, reason: 'it exited with status 7' })));
    expect(failure).toBeUndefined();
  });

  it('is given up after three crashes without progress', async () => {
    const { played, failure } = await play(Array(9).fill([[], crash]));
    expect(played).toBe(3);
    expect(failure).toBeInstanceOf(PartitaError);
    expect((failure as Error).message).toBe(
      "Interval 3 of 'runs/a' crashed 3 times without progress; the last time, it exited with status 7. Its log 'worker.log' ends with:\nline 1\nline 2",
    );
  });

  it('is not given up while its checkpoints advance', async () => {
    const attempts: [number[], Ending][] = [10, 20, 30, 40, 50].map((step) => [[step], crash]);
    expect(await play([...attempts, [[], { type: 'done' }]])).toMatchObject({ played: 6, failure: undefined });
  });

  it('counts from the last progress, and a checkpoint at the same step is none', async () => {
    const { played } = await play([
      [[], crash],
      [[], crash],
      [[10], crash],
      [[10], crash],
      [[5, 10], crash],
      [[20], { type: 'done' }],
    ]);
    expect(played).toBe(5);
  });

  it('is given up as often as it is told', async () => {
    const { played, failure } = await play([[[], { type: 'crashed', reason: 'it was killed' }]], { retries: 1 });
    expect(played).toBe(1);
    expect((failure as Error).message).toBe("Interval 3 of 'runs/a' crashed; the last time, it was killed.");
  });

  it('is not tried again after a user’s mistake', async () => {
    const { played, failure } = await play([[[], { type: 'user-error', message: 'The width is 0.' }]]);
    expect(played).toBe(1);
    expect(failure).toEqual(new PartitaError('The width is 0.'));
  });

  it('is not tried again once it was told to stop', async () => {
    expect(await play([[[], crash]], { signal: AbortSignal.abort() })).toEqual({ events: [], played: 1, failure: undefined });
  });
});
