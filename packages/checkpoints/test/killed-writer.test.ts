import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { FileSystemStore } from '../src/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';

it('leaves a whole checkpoint when its process is killed at any instant', async () => {
  const runDirectory = temporaryDirectory();
  const script = fileURLToPath(new URL('fixtures/endless-writer.ts', import.meta.url));
  const warnings: string[] = [];
  const store = new FileSystemStore({ runDirectory, onDamaged: (message) => warnings.push(message) });
  let last = 0;
  for (const patience of [1, 11, 24]) {
    const child = spawn(process.execPath, ['--import', 'tsx', '--conditions', '@partita/source', script, runDirectory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve)); // its first save is done
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
  expect(readdirSync(dirname(store.describe(0)))).toHaveLength(2); // and no temporary file
});
