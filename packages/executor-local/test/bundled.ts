import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerEntry } from '@partita/core';
import { rolldown } from 'rolldown';
import { afterAll } from 'vitest';

/** A script of the `fixtures/` beside a test as one file of JavaScript, which starts eight times as fast. */
export async function bundled(fixture: string, test: string = import.meta.url): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'partita-fixture-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, `${fixture}.mjs`);
  const bundle = await rolldown({
    input: fileURLToPath(new URL(`fixtures/${fixture}.ts`, test)),
    platform: 'node',
    resolve: { conditionNames: ['@partita/source', 'import', 'default'] },
    logLevel: 'silent',
  });
  await bundle.write({ file, codeSplitting: false });
  await bundle.close();
  return file;
}

export const bundledWorker = async (): Promise<WorkerEntry> => ({ script: await bundled('worker'), nodeFlags: ['--no-warnings'] });
