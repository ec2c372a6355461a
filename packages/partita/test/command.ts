import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('run-main.ts', import.meta.url));
const NODE_FLAGS = ['--import', 'tsx', '--conditions', '@partita/source'];

/** A directory that is gone when the test is. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'partita-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Starts the command on source, as a process group of its own, so that a test can kill parent and workers at once. */
export function startCommand(args: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<{ status: number | null; stdout: string; stderr: string }>;
} {
  const child = spawn(process.execPath, [...NODE_FLAGS, MAIN, ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return { child, ended: new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr }))) };
}

/** Runs the command to its end. @throws when it fails */
export async function command(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await startCommand(args).ended;
  if (status !== 0) throw new Error(`partita ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}
