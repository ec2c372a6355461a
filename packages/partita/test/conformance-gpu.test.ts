import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gpuSurroundings } from '@partita/testing';
import { describe, expect, it } from 'vitest';
import type { Conformance } from '../src/conformance/examine-runtime.ts';

const MAIN = fileURLToPath(new URL('run-main.ts', import.meta.url));

/** A few checks, the repaired sine among them: on a GPU in software, all of them take minutes. */
const ONLY = 'ops si';

function examine(backend: string): Conformance | undefined {
  for (const surroundings of gpuSurroundings()) {
    const folder = mkdtempSync(path.join(tmpdir(), 'partita-gpu-'));
    const env = { ...process.env, XDG_RUNTIME_DIR: folder, ...surroundings };
    const flags = ['--import', 'tsx', '--conditions', '@partita/source', MAIN];
    const args = ['doctor', '--conformance', '--backend', backend, '--only', ONLY, '--json'];
    const { stdout, stderr } = spawnSync(process.execPath, [...flags, ...args], { env, encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    if (!stdout.startsWith('{')) throw new Error(stderr);
    const [found] = (JSON.parse(stdout) as { runtimes: Conformance[] }).runtimes;
    if (found?.isHere === true) return found;
  }
  return undefined;
}

const found = ['webgpu:software=true', 'onnx:provider=webgpu'].map((backend) => ({ backend, conformance: examine(backend) }));

describe('runtimes on a GPU, the machine’s own or one in software', () => {
  for (const { backend, conformance } of found)
    it.skipIf(!conformance)(`pass what is quick to examine: ${backend}`, () => {
      const { findings } = conformance as Conformance;
      expect(findings.length).toBeGreaterThan(2);
      expect(findings.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    });
});
