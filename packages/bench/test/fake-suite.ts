import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Laboratory } from '../src/laboratory/laboratory.ts';
import { exactly } from '../src/result/row.ts';
import type { SuiteResult } from '../src/result/suite-result.ts';
import { runSuite } from '../src/suite/run-suite.ts';
import type { Suite, Unit } from '../src/suite/suite.ts';

/** A folder that is gone when the test is. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const unused = (): never => {
  throw new Error('nothing is trained here');
};

export const fakeLaboratory: Laboratory = {
  versions: { partita: '1.2.3' },
  kinds: () => Promise.resolve(['single', 'equal']),
  networks: () => Promise.resolve(4),
  model: unused,
  study: unused,
};

/** Losses by data set and strategy, one for each seed. */
const LOSSES: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  hg: { single: [4, 5, 6], cut: [1, 2.1, 2.9], odd: [5, 4, 7] },
  ty: { single: [40, 50, 60], cut: [10, 21, 29], odd: [30, 70, 60] },
};

/** One unit for each seed and data set; `done` hears of every one that is run. */
export function fakeSuite(done: (unit: string) => void = () => undefined): Suite {
  const unit = (dataset: string, seed: number): Unit => ({
    name: `${dataset}-seed-${seed}`,
    input: { dataset, seed },
    run() {
      done(`${dataset}-seed-${seed}`);
      const rows = Object.entries(LOSSES[dataset] ?? {}).map(([strategy, losses]) => ({
        cell: { dataset, strategy },
        seed,
        values: {
          loss: {
            value: losses[seed] ?? NaN,
            standardError: 0.1,
            parts: [
              { name: '0', value: 0.75 * (losses[seed] ?? NaN), standardError: 0.1 },
              { name: '1', value: 0.25 * (losses[seed] ?? NaN), standardError: 0.1 },
            ],
          },
          networks: exactly(2),
        },
        edges: [0.001, 0.25, 1],
      }));
      return Promise.resolve({ rows, experiment: { experiment: { dataset }, cells: {} } });
    },
  });
  return {
    name: 'fake',
    title: 'A fake',
    summary: 'for tests',
    notes: ['Nothing was trained.'],
    axes: ['dataset', 'strategy'],
    quantities: [
      { name: 'loss', title: 'loss', unit: 'nats', better: 'lower' },
      { name: 'networks', title: 'networks', unit: '', better: 'neither' },
    ],
    headline: 'loss',
    controls: ['single'],
    seeds: () => 3,
    plan: ({ seeds }) =>
      Promise.resolve({
        units: seeds.flatMap((seed) => Object.keys(LOSSES).map((dataset) => unit(dataset, seed))),
        absent: [{ name: 'lost', reason: 'it is not there' }],
      }),
  };
}

export const runFake = (
  suite: Suite,
  out: string,
  request: { seeds?: number; signal?: AbortSignal; listener?: (line: string) => void } = {},
): Promise<SuiteResult> =>
  runSuite(suite, {
    settings: { budget: 'smoke', seeds: Array.from({ length: request.seeds ?? 3 }, (_, i) => i), plugins: [] },
    out,
    date: '2026-01-01',
    command: 'partita bench fake',
    laboratory: fakeLaboratory,
    listener: request.listener ?? (() => undefined),
    signal: request.signal ?? new AbortController().signal,
  });
