import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { FileSystemStore } from '../src/index.ts';
import { startWriter } from './start-writer.ts';
import { temporaryDirectory } from './temporary-directory.ts';

it('leaves a whole checkpoint when its process is killed at any instant', async () => {
  const runDirectory = temporaryDirectory();
  const warnings: string[] = [];
  const store = new FileSystemStore({ runDirectory, onDamaged: (message) => warnings.push(message) });
  let last = 0;
  for (const patience of [1, 11, 24]) {
    const child = await startWriter(runDirectory);
    await sleep(patience);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const found = await store.load(0);
    const step = Number(found?.metadata['step']);
    expect(step).toBeGreaterThan(last);
    expect(found?.tensors['weights']?.data.every((value) => value === step)).toBe(true);
    last = step;
  }
  expect(warnings).toEqual([]);
  await store.save(0, { metadata: {}, tensors: {} });
  const files = readdirSync(dirname(store.describe(0)), { recursive: true }).map((name) => basename(name as string));
  expect(files.sort()).toEqual([
    expect.stringMatching(/^attempt-0004-/),
    'checkpoint.previous.safetensors',
    'checkpoint.safetensors',
    'claim.json',
    'events.jsonl',
  ]); // and no temporary file
});
