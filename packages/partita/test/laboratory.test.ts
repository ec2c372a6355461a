import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dataset, Sampler } from '@partita/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { laboratory } from '../src/bench/laboratory.ts';

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'partita-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const lab = laboratory();

describe('the laboratory', () => {
  it('knows the kinds of a port, and none of one that is not there', async () => {
    expect(await lab.kinds('Partition', [])).toEqual(expect.arrayContaining(['single', 'equal', 'breakpoints', 'per-timestep']));
    expect(await lab.kinds('Nothing', [])).toEqual([]);
  });

  it('counts the networks of a plan', async () => {
    expect(await lab.networks({ partition: { kind: 'breakpoints', preset: 'paper-a' } })).toBe(2);
    expect(await lab.networks({ partition: { kind: 'per-timestep', points: 16 } })).toBe(16);
    await expect(lab.networks({ partition: 'sngle' })).rejects.toThrow(/no .*'sngle'.*single/);
  });

  it('gives an exact model to draw from, and none that has to be trained', async () => {
    const exact = await lab.model({ dataset: { kind: 'gaussian', mean: [3, 0], variance: 0.25 }, network: 'analytic', backend: 'wasm' });
    try {
      const { values } = await exact.pieces
        .build(Sampler, { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 32 } })
        .sample(exact.score, { count: 400, seed: 1 });
      const first = values.filter((_, i) => i % 2 === 0);
      const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
      expect(Math.abs(mean - 3)).toBeLessThan(4 * (0.5 / 20)); // four standard errors
      expect(exact.pieces.resolve(Dataset).shape).toEqual([2]);
    } finally {
      await exact.close();
    }
    await expect(lab.model({ network: 'mlp' })).rejects.toThrow("network: 'mlp' has to be trained; choose 'analytic'");
  });

  it('trains a study and tells what each model cost; a second time nothing is trained', async () => {
    const folder = join(scratch(), 'study');
    const doing: string[] = [];
    const request = {
      experiment: {
        name: 'tiny',
        dataset: 'hg',
        backend: 'wasm',
        executor: { kind: 'inline' },
        training: { steps: 3, batchSize: 16 },
        network: { kind: 'mlp', widths: [8] },
        likelihood: { kind: 'probability-flow', grid: { kind: 'log-snr', steps: 4 } },
        metrics: [{ kind: 'regret', evaluations: 64 }],
        evaluation: { points: 8, samples: 0, densityGrid: 0 },
        variants: { single: { partition: 'single' }, cut: { partition: { kind: 'equal', intervals: 2 } } },
      },
      folder,
      listener: (line: string) => doing.push(line),
      signal: new AbortController().signal,
    };
    const { runs } = await lab.study(request);
    expect(doing[0]).toBe('trains 3 networks of 2 models');
    expect(runs['cut']?.plan).toHaveLength(2);
    expect(runs['cut']?.networkSeconds).toHaveLength(2);
    expect(runs['cut']?.evaluation).toMatchObject({ updates: 6 });
    expect(runs['single']?.evaluation?.measurements['regret']?.value).toBeGreaterThan(0);

    const weights = readFileSync(join(folder, 'cut', 'intervals', '0001', 'checkpoint.safetensors'));
    const again = await lab.study({ ...request, evaluate: false });
    expect(again.runs['cut']?.evaluation).toBeUndefined();
    expect(readFileSync(join(folder, 'cut', 'intervals', '0001', 'checkpoint.safetensors'))).toEqual(weights);

    const interrupted = AbortSignal.abort(new Error('interrupted'));
    await expect(lab.study({ ...request, signal: interrupted })).rejects.toThrow('interrupted');
  }, 120_000);
});
