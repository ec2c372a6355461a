import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gpuSurroundings } from '@partita/testing';
import { describe, expect, it } from 'vitest';

interface Trained {
  readonly losses: readonly number[];
  readonly parameters: readonly number[];
}

const SCRIPT = fileURLToPath(new URL('losses.ts', import.meta.url));

function train(provider: string, surroundings: NodeJS.ProcessEnv = {}): Trained | undefined {
  const runtime = mkdtempSync(path.join(tmpdir(), 'partita-gpu-'));
  const env = { ...process.env, XDG_RUNTIME_DIR: runtime, ...surroundings };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions', '@partita/source', '--import', 'tsx', SCRIPT, provider], {
    env,
    encoding: 'utf8',
  });
  rmSync(runtime, { recursive: true, force: true });
  if (status !== 0 && !/does not start|has no execution provider/.test(stderr)) throw new Error(stderr);
  return status === 0 ? (JSON.parse(stdout) as Trained) : undefined;
}

const trainOnWebgpu = (): Trained | undefined => {
  for (const surroundings of gpuSurroundings()) {
    const trained = train('webgpu', surroundings);
    if (trained) return trained;
  }
  return undefined;
};

const onWebgpu = trainOnWebgpu();

describe('the provider webgpu', () => {
  it.skipIf(!onWebgpu)('trains to the numbers of the provider cpu', () => {
    const [found, expected] = [onWebgpu as Trained, train('cpu') as Trained];
    expected.losses.forEach((loss, step) => expect(Math.abs((found.losses[step] as number) / loss - 1)).toBeLessThan(1e-5));
    const distance = Math.hypot(...found.parameters.map((value, i) => value - (expected.parameters[i] as number)));
    expect(distance / Math.hypot(...expected.parameters)).toBeLessThan(1e-5);
  });
});
