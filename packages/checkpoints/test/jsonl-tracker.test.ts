import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createContainer, PartitaError, Registry, RunDirectory, TrackerFactory, type TrainEvent } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { checkpointsPlugin, eventsPath, JsonlTrackerFactory, readEvents } from '../src/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { describeTrackerFactory } from '@partita/testing';

describeTrackerFactory('jsonl', () => {
  const runDirectory = temporaryDirectory();
  return { factory: new JsonlTrackerFactory({ runDirectory }), read: (interval) => readEvents(eventsPath(runDirectory, interval)) };
});

const progress = (step: number, loss: number): TrainEvent => ({ type: 'progress', step, loss, seconds: 1 });

/** Records the events of one process each. */
async function recorded(...runs: TrainEvent[][]): Promise<string> {
  const runDirectory = temporaryDirectory();
  for (const events of runs) {
    const tracker = await new JsonlTrackerFactory({ runDirectory }).open(3);
    for (const event of events) tracker.record(event);
    await tracker.close();
  }
  return eventsPath(runDirectory, 3);
}

describe('events as lines of JSON', () => {
  it('come back as they were, those that are no numbers too', async () => {
    const events: TrainEvent[] = [
      { type: 'started', step: 0 },
      progress(10, 0.5),
      { type: 'held-out', step: 10, loss: NaN },
      { type: 'checkpoint', step: 10 },
      { type: 'restarted', attempt: 2, reason: 'killed by SIGKILL' },
      { type: 'finished', step: 20, seconds: 2.5 },
    ];
    const path = await recorded(events);
    expect(path).toMatch(/intervals.0003.events\.jsonl$/);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(events.length + 1);
    expect(await readEvents(path)).toEqual(events);
  });

  it('are on disk as soon as they are recorded', async () => {
    const runDirectory = temporaryDirectory();
    const tracker = await new JsonlTrackerFactory({ runDirectory }).open(0);
    tracker.record(progress(1, 2));
    expect(await readEvents(eventsPath(runDirectory, 0))).toEqual([progress(1, 2)]);
    await tracker.close();
  });

  it('are none where there is no file', async () => {
    expect(await readEvents(eventsPath(temporaryDirectory(), 0))).toEqual([]);
  });

  it('survive a torn last line, and so do those after it', async () => {
    const path = await recorded([{ type: 'started', step: 0 }, progress(10, 1)]);
    appendFileSync(path, '{"type":"progress","step":2');
    expect((await readEvents(path)).at(-1)).toEqual(progress(10, 1));
    const tracker = await new JsonlTrackerFactory({ runDirectory: dirname(dirname(dirname(path))) }).open(3);
    tracker.record(progress(20, 0.9));
    await tracker.close();
    expect((await readEvents(path)).slice(-2)).toEqual([progress(10, 1), progress(20, 0.9)]);
  });

  it('pass over lines that are no events', async () => {
    const path = await recorded([progress(10, 1)]);
    appendFileSync(path, ['', 'null', '{"type":"tea"}', '{"type":"progress","step":-1,"loss":1,"seconds":1}', '[]', '\0\0', ''].join('\n'));
    expect(await readEvents(path)).toEqual([progress(10, 1)]);
  });

  it('count once, as a resumed run told them last, in order of step', async () => {
    const path = await recorded(
      [
        { type: 'started', step: 0 },
        progress(100, 3),
        progress(200, 2),
        { type: 'checkpoint', step: 200 },
        progress(300, 1),
        progress(400, 0.5),
      ],
      [{ type: 'started', step: 200 }, progress(300, 1.1), progress(350, 0.9), { type: 'finished', step: 350, seconds: 1 }],
    );
    expect(await readEvents(path)).toEqual([
      { type: 'started', step: 0 },
      progress(100, 3),
      progress(200, 2),
      { type: 'checkpoint', step: 200 },
      { type: 'started', step: 200 },
      progress(300, 1.1),
      progress(350, 0.9),
      { type: 'finished', step: 350, seconds: 1 },
    ]);
  });

  it('forget a run that started all over', async () => {
    const path = await recorded([{ type: 'started', step: 0 }, progress(100, 3)], [{ type: 'started', step: 0 }, progress(50, 5)]);
    expect(await readEvents(path)).toEqual([{ type: 'started', step: 0 }, progress(50, 5)]);
  });

  it('name the file when it cannot be opened or read', async () => {
    const runDirectory = temporaryDirectory();
    const path = eventsPath(runDirectory, 0);
    mkdirSync(path, { recursive: true });
    const opened = new JsonlTrackerFactory({ runDirectory }).open(0);
    await expect(opened).rejects.toThrow(PartitaError);
    await expect(opened).rejects.toThrow(`Cannot open '${path}': it is a directory, not a file.`);
    await expect(readEvents(path)).rejects.toThrow(`Cannot read '${path}': it is a directory, not a file.`);
  });

  it('are the component jsonl', async () => {
    const runDirectory = temporaryDirectory();
    const container = createContainer(new Registry([checkpointsPlugin])).provide(RunDirectory, runDirectory);
    const tracker = await container.build(TrackerFactory, 'jsonl').open(1);
    tracker.record(progress(1, 1));
    await tracker.close();
    expect(await readEvents(eventsPath(runDirectory, 1))).toEqual([progress(1, 1)]);
  });
});
