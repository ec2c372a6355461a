import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PartitaError, type Checkpoint } from '@partita/core';
import { describe, expect, it, vi } from 'vitest';
import { eventsPath, FileSystemStore, JsonlTrackerFactory, readEvents } from '../src/index.ts';
import { startWriter } from './start-writer.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const at = (step: number): Checkpoint => ({
  metadata: { step: String(step) },
  tensors: { weights: { shape: [2], data: Float32Array.of(step, 1) } },
});

function openTwo() {
  const runDirectory = temporaryDirectory();
  const [early, late] = [new FileSystemStore({ runDirectory }), new FileSystemStore({ runDirectory })];
  return { runDirectory, early, late, newest: early.describe(3), folder: dirname(early.describe(3)) };
}

describe('an interval that another process has claimed', () => {
  it('is saved by it alone, and who was before learns who it is', async () => {
    const { runDirectory, early, late, newest } = openTwo();
    await early.claim(3);
    await early.save(3, at(1));
    vi.stubEnv('PARTITA_JOB', 'Slurm job 17_3');
    await late.claim(3);
    vi.unstubAllEnvs();
    const before = readFileSync(newest);
    for (let attempt = 0; attempt < 2; attempt++) {
      const failure = early.save(3, at(9));
      await expect(failure).rejects.toThrow(PartitaError);
      await expect(failure).rejects.toThrow(
        `Interval 3 of '${runDirectory}' was taken over by process ${process.pid} on ${hostname()}, Slurm job 17_3, which goes on from its last checkpoint; this process stops and changes nothing more.`,
      );
    }
    expect(readFileSync(newest)).toEqual(before);
    await late.save(3, at(2));
    expect((await early.load(3))?.metadata).toEqual({ step: '2' });
  });

  it('has one attempt, whose number grows and is never used again', async () => {
    const { early, late, folder } = openTwo();
    const names = () => readdirSync(folder).filter((name) => name.startsWith('attempt-'));
    await early.save(3, at(1));
    const first = names();
    await late.claim(3);
    const second = names();
    expect([first, second]).toEqual([[expect.stringMatching(/^attempt-0001-/)], [expect.stringMatching(/^attempt-0002-/)]]);
  });

  it('is taken even if the process before was killed while it claimed or saved', async () => {
    const { late, folder } = openTwo();
    const left = join(folder, 'attempt-0007-00000000');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, '.checkpoint.safetensors.elsewhere.1.1.tmp'), 'half');
    await late.save(3, at(1));
    expect(existsSync(left)).toBe(false);
    expect(readdirSync(folder)[0]).toMatch(/^attempt-0008-/);
  });

  it('goes to exactly one of those who claim it at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const runDirectory = temporaryDirectory();
      const stores = Array.from({ length: 6 }, () => new FileSystemStore({ runDirectory }));
      const claims = await Promise.allSettled(stores.map((store) => store.claim(0)));
      const holders = stores.filter((_, i) => claims[i]?.status === 'fulfilled');
      const saves = await Promise.allSettled(holders.map((store, i) => store.save(0, at(i))));
      expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  it('has a log of events that who was before no longer writes to', async () => {
    const { runDirectory, early, late } = openTwo();
    await early.claim(3);
    const tracker = await new JsonlTrackerFactory({ runDirectory }).open(3);
    tracker.record({ type: 'started', step: 0 });
    await late.claim(3);
    tracker.record({ type: 'checkpoint', step: 5 });
    await tracker.close();
    expect(await readEvents(eventsPath(runDirectory, 3))).toEqual([{ type: 'started', step: 0 }]);
  });
});

describe('a process that was frozen, and wakes after another one went on', () => {
  it.each([0, 3, 7])('changes nothing more (frozen after %i ms)', async (patience) => {
    const runDirectory = temporaryDirectory();
    const child = await startWriter(runDirectory);
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    await sleep(patience);
    child.kill('SIGSTOP');

    const store = new FileSystemStore({ runDirectory });
    await store.claim(0);
    const step = Number((await store.load(0))?.metadata['step']);
    expect(step).toBeGreaterThan(0);
    await store.save(0, at(1_000_000));
    const state = () => [store.describe(0), eventsPath(runDirectory, 0)].map((path) => readFileSync(path));
    const before = state();

    child.kill('SIGCONT');
    expect(await ended).toBe(1);
    expect(complaint).toContain(`was taken over by process ${process.pid} on ${hostname()}`);
    expect(state()).toEqual(before);
    await store.save(0, at(1_000_001));
    expect((await store.load(0))?.metadata).toEqual({ step: '1000001' });
  });
});
