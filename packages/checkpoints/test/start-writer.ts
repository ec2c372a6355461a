import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Starts a process that saves checkpoints of interval 0 without end; its first save is done. */
export async function startWriter(runDirectory: string): Promise<ChildProcessByStdio<null, Readable, Readable>> {
  const script = fileURLToPath(new URL('fixtures/endless-writer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions', '@partita/source', script, runDirectory], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}
