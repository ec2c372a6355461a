import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gpuSurroundings } from '@partita/testing';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const NO_GPU = /finds no GPU|is not installed|does not load/;

/** Runs a script of this folder in a process that may have a GPU, the machine's own or one in software. */
export function runScript(script: string, surroundings: NodeJS.ProcessEnv, ...args: string[]): Ended {
  const folder = mkdtempSync(path.join(tmpdir(), 'partita-gpu-'));
  const env = { ...process.env, XDG_RUNTIME_DIR: folder, ...surroundings };
  const file = fileURLToPath(new URL(script, import.meta.url));
  const ended = spawnSync(process.execPath, ['--conditions', '@partita/source', '--import', 'tsx', file, ...args], {
    env,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true, force: true });
  return ended;
}

/** The surroundings in which the backend starts; undefined where it starts in none. */
export function surroundingsWithGpu(): NodeJS.ProcessEnv | undefined {
  for (const surroundings of gpuSurroundings()) {
    const { status, stderr } = runScript('start.ts', surroundings);
    if (status === 0) return surroundings;
    if (!NO_GPU.test(stderr)) throw new Error(stderr);
  }
  return undefined;
}
