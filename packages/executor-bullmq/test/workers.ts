import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { onTestFinished, vi } from 'vitest';
import type { TrainWorkerOptions } from '../src/index.ts';

/** A worker in a process of its own, and what it says. */
export interface WorkerProcess {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

/** Starts a worker; it is gone after the test. */
export async function startWorker(
  script: string,
  options: Pick<TrainWorkerOptions, 'redis' | 'queue' | 'entry'> & Partial<TrainWorkerOptions>,
): Promise<WorkerProcess> {
  const all = { root: tmpdir(), slots: 1, plugins: [], retries: 3, graceSeconds: 5, lockSeconds: 2, ...options };
  const child = spawn(process.execPath, [script, JSON.stringify(all)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  await vi.waitUntil(() => output.includes('ready\n'), 20_000);
  return { child, said: () => output, ended };
}
