import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump } from 'npyjs';

/** An experiment that trains in no time. */
export const TINY = {
  name: 'tiny',
  dataset: 'two-moons',
  network: { widths: [4] },
  partition: { kind: 'equal', intervals: 2 },
  training: { steps: 3, batchSize: 8, heldOutBatches: 1, checkpointEvery: 1 },
  executor: 'inline',
  sampler: { grid: { steps: 4 } },
  likelihood: { grid: { steps: 4 } },
  evaluation: { points: 8, samples: 8, densityGrid: 4, densityTimes: [0] },
} as const;

/** The runs that rows copy, trained once. */
export type Original = 'trained' | 'evaluated' | 'other' | 'study';

/** A row's folder, and what may lie in it. */
export class Workshop {
  readonly directory: string;
  readonly #originals: string;

  constructor(directory: string, originals: string) {
    this.directory = directory;
    this.#originals = originals;
  }

  path(...names: readonly string[]): string {
    return join(this.directory, ...names);
  }

  /** Writes a file; returns its path. */
  file(name: string, content: string | Uint8Array = ''): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  folder(name: string): string {
    const path = this.path(name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Writes an experiment.json; returns its path. */
  experiment(changes: Readonly<Record<string, unknown>> = {}): string {
    return this.file('experiment.json', JSON.stringify({ ...TINY, ...changes }));
  }

  /** Writes an .npy file. */
  npy(values: readonly number[], shape: readonly number[]): string {
    return this.file('data.npy', new Uint8Array(dump(Float32Array.from(values), [...shape])));
  }

  /** Copies a trained run; returns its folder. */
  run(original: Original = 'trained', name = 'run'): string {
    const path = this.path(name);
    cpSync(join(this.#originals, original), path, { recursive: true, preserveTimestamps: true });
    return path;
  }

  /** Copies one file of an original over one of a run here. */
  swap(from: readonly [Original, ...string[]], to: string): void {
    cpSync(join(this.#originals, ...from), to);
  }

  /** Changes a file's bytes. */
  edit(path: string, change: (bytes: Buffer) => string | Uint8Array): void {
    writeFileSync(path, change(readFileSync(path)));
  }
}

export const checkpoint = (run: string, interval = 0): string => join(run, 'intervals', `000${interval}`, 'checkpoint.safetensors');
export const previous = (run: string, interval = 0): string => join(run, 'intervals', `000${interval}`, 'checkpoint.previous.safetensors');
