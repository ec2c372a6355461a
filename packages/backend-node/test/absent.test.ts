import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Device } from '@partita/backend-node';

const SCRIPT = fileURLToPath(new URL('fixtures/start.ts', import.meta.url));
const FLAGS = ['--conditions', '@partita/source', '--import', import.meta.resolve('tsx')];

/** A package that registers a runtime as tfjs-node does, on the global that every copy of tfjs-core shares. */
const fake = (isUsingGpuDevice: string): string => `
  const backend = { isUsingGpuDevice: ${isUsingGpuDevice}, binding: { TF_Version: '9.9.9' }, refCount: () => 0 };
  globalThis._tfengine.registerBackend('tensorflow', () => backend, 3);
  globalThis._tfengine.setBackend('tensorflow');`;

/** What the backend says in a user's project, where a package holds the given source; undefined for no such package. */
function start(device: Device, source?: string, surroundings: NodeJS.ProcessEnv = {}): string {
  const project = mkdtempSync(join(tmpdir(), 'partita-node-'));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  if (source !== undefined) {
    const folder = join(project, 'node_modules/@tensorflow', device === 'gpu' ? 'tfjs-node-gpu' : 'tfjs-node');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.js'), source);
  }
  const { NODE_PATH: _, ...env } = process.env;
  return spawnSync(process.execPath, [...FLAGS, SCRIPT, device], { cwd: project, env: { ...env, ...surroundings }, encoding: 'utf8' })
    .stdout;
}

describe('the node backend', () => {
  it.each([
    ['cpu', '@tensorflow/tfjs-node'],
    ['gpu', '@tensorflow/tfjs-node-gpu'],
  ] as const)('says what to install for the %s', (device, name) => {
    expect(start(device)).toBe(
      `PartitaError: The node backend needs a package that is not installed: npm install ${name}@4.22.0; where its download of TensorFlow is refused, ` +
        "Partita's tools/tfjs-node-from-libtensorflow builds it from a TensorFlow that Python installed.",
    );
  });

  it('says so where the binding was not built, or does not load', () => {
    const unbuilt = 'throw new Error("The Node.js native addon module (tfjs_binding.node) can not be found at path: x.\\nPlease")';
    expect(start('cpu', unbuilt)).toMatch(
      /^PartitaError: The node backend cannot load @tensorflow\/tfjs-node \(its native binding was never built or downloaded\): npm rebuild /,
    );
    const unlinked = 'throw new Error("libtensorflow.so.2: cannot open shared object file: No such file or directory")';
    expect(start('cpu', unlinked)).toMatch(/ cannot load @tensorflow\/tfjs-node \(libtensorflow\.so\.2: cannot open .*\): npm rebuild /);
  });

  it('says so where TensorFlow fell back to the CPU', () => {
    expect(start('gpu', fake('false'), { CUDA_VISIBLE_DEVICES: '3' })).toMatch(
      /^PartitaError: The node backend was asked for a GPU, and TensorFlow 9\.9\.9 finds none \(CUDA_VISIBLE_DEVICES is '3'\): it needs an NVIDIA driver/,
    );
  });

  it('starts on a GPU that is there, which it shares and on which it is reproducible', () => {
    const asks = ['TF_FORCE_GPU_ALLOW_GROWTH', 'TF_DETERMINISTIC_OPS'].map((name) => `process.env['${name}'] !== undefined`).join(' && ');
    expect(start('gpu', fake(asks))).toBe('started');
  });

  it('hides GPUs from TensorFlow on a CPU, and from nobody else', () => {
    const hidden = "process.env['CUDA_VISIBLE_DEVICES'] !== '-1'";
    expect(start('cpu', fake(hidden), { CUDA_VISIBLE_DEVICES: '0' })).toBe('started');
  });
});
