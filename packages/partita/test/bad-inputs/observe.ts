import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { main } from '../../src/command/main.ts';

export interface Observed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, from a folder; what it prints anywhere is caught. */
export async function runHere(args: readonly string[], directory: string): Promise<Observed> {
  const said = { stdout: '', stderr: '' };
  const into = (stream: keyof typeof said) => (text: unknown) => {
    said[stream] += String(text);
    return true;
  };
  const before = process.cwd();
  process.chdir(directory);
  vi.spyOn(process.stdout, 'write').mockImplementation(into('stdout'));
  vi.spyOn(process.stderr, 'write').mockImplementation(into('stderr'));
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) vi.spyOn(console, method).mockImplementation(into('stderr'));
  try {
    return { status: await main(args), ...said };
  } finally {
    vi.restoreAllMocks();
    process.chdir(before);
  }
}

/** Everything in a folder: the names, and of files the bytes and the time of the last change. */
export function contentOf(directory: string): Record<string, string> {
  const content: Record<string, string> = {};
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(directory, name);
    const { mtimeMs } = lstatSync(path);
    content[name] = lstatSync(path).isFile() ? `${mtimeMs} ${readFileSync(path).toString('base64')}` : 'folder';
  }
  return content;
}
