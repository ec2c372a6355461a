import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInstalled } from '@partita/testing';
import { command, scratch } from './command.ts';

/** Installed by the user, or on NODE_PATH as tools/tfjs-node-from-libtensorflow built it. */
const isHere = isInstalled('@tensorflow/tfjs-node');

/** Means over the updates since the last event: 2e-7 apart were seen. */
const LOSS_TOLERANCE = 1e-4;
/** The same test rows, so no sampling error: 2e-7 apart was seen. */
const NLL_TOLERANCE = 0.01;

/** Trains a small network on HG for so many updates on a backend; returns the run's folder. */
async function train(backend: string, steps: number): Promise<string> {
  const run = join(scratch(), backend);
  const settings = ['partition.kind=single', 'network.widths=[32,32]', `backend.kind=${backend}`, `training.steps=${steps}`];
  const evaluation = [
    'training.heldOutEvery=50',
    'training.batchSize=128',
    'evaluation.points=500',
    'evaluation.samples=0',
    'evaluation.densityGrid=0',
  ];
  await command('train', 'hg', ...[...settings, ...evaluation].flatMap((setting) => ['--set', setting]), '--seed', '7', '--out', run);
  return run;
}

/** The held-out losses and, last, the mean of the training's. */
const lossesOf = (run: string): number[] =>
  readFileSync(join(run, 'intervals/0000/events.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; loss?: number })
    .flatMap(({ loss }) => loss ?? []);

async function nllOf(run: string): Promise<number> {
  await command('evaluate', run);
  const { measurements } = JSON.parse(readFileSync(join(run, 'metrics.json'), 'utf8')) as { measurements: { nll: { value: number } } };
  return measurements.nll.value;
}

describe.skipIf(!isHere)('one experiment and seed on TensorFlow', { timeout: 300_000 }, () => {
  it('has the losses of onnx and wasm for 200 updates', async () => {
    const [found, ...others] = await Promise.all(['node', 'onnx', 'wasm'].map(async (backend) => lossesOf(await train(backend, 200))));
    expect(found?.length).toBeGreaterThan(4);
    for (const losses of others) {
      expect(losses.length).toBe(found?.length);
      losses.forEach((loss, i) => expect(Math.abs((found?.[i] as number) / loss - 1)).toBeLessThan(LOSS_TOLERANCE));
    }
  });

  it('has the NLL of onnx after 2000 updates', async () => {
    const [found, expected] = await Promise.all(['node', 'onnx'].map(async (backend) => nllOf(await train(backend, 2000))));
    expect(Math.abs((found as number) - (expected as number))).toBeLessThan(NLL_TOLERANCE);
  });

  it('gives bitwise the same weights twice', async () => {
    const [one, two] = await Promise.all([1, 2].map(async () => readFileSync(join(await train('node', 60), CHECKPOINT))));
    expect(one?.equals(two as Buffer)).toBe(true);
  });
});

const CHECKPOINT = 'intervals/0000/checkpoint.safetensors';
