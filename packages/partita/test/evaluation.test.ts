import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPartita } from '../src/index.ts';
import { evaluateRun } from '../src/run/evaluate.ts';
import { openStudy } from '../src/run/open.ts';
import { command, scratch, startCommand } from './command.ts';

/** Ten batches of rows and four of samples, with random probes. */
const experiment = {
  dataset: 'hg',
  partition: { intervals: 2 },
  network: { widths: [32, 32] },
  training: { steps: 4, batchSize: 16, heldOutBatches: 1 },
  executor: 'inline',
  likelihood: { grid: { kind: 'log-snr', steps: 48 }, trace: { kind: 'hutchinson', probes: 2 } },
  metrics: ['nll', 'mmd'],
  evaluation: { points: 200, samples: 80, batch: 20, densityGrid: 0 },
};

/** A trained run in a folder of its own, once for all tests. */
let trained: string;
const copy = (): string => {
  const folder = join(scratch(), 'run');
  cpSync(trained, folder, { recursive: true, preserveTimestamps: true });
  return folder;
};
/** All that an evaluation wrote. */
const written = (folder: string) => [
  readFileSync(join(folder, 'metrics.json'), 'utf8'),
  readFileSync(join(folder, 'evaluation.safetensors')),
];
const batches = (folder: string): string[] => (existsSync(join(folder, 'evaluation')) ? readdirSync(join(folder, 'evaluation')) : []);

describe('an evaluation', { timeout: 180_000 }, () => {
  const home = mkdtempSync(join(tmpdir(), 'partita-'));
  beforeAll(async () => {
    trained = join(home, 'run');
    await createPartita().train(experiment, { out: trained });
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('gives the same bytes however many processes share it', async () => {
    const [one, two, three] = [copy(), copy(), copy()];
    await command('evaluate', one);
    await command('evaluate', two, '--workers', '2');
    await command('evaluate', three, '--workers', '3');
    expect(written(two)).toEqual(written(one));
    expect(written(three)).toEqual(written(one));
    expect(batches(one)).toEqual([]);
  });

  it('goes on after a kill with the batches that were done, to the same bytes', async () => {
    const [whole, killed] = [copy(), copy()];
    await command('evaluate', whole);
    const { child, ended } = startCommand(['evaluate', killed, '--workers', '2']);
    while (batches(killed).filter((file) => file.endsWith('.json')).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(-(child.pid as number), 'SIGKILL');
    await ended;
    expect(existsSync(join(killed, 'metrics.json'))).toBe(false);
    await command('evaluate', killed);
    expect(written(killed)).toEqual(written(whole));
    expect(batches(killed)).toEqual([]);
  });

  it('takes batches that were done as they are', async () => {
    const [run] = (await openStudy(copy())).runs;
    const stop = new AbortController();
    const breaking = evaluateRun(run!, {
      listener: (doing) => doing.startsWith('likelihood, 3') && stop.abort(new Error('enough')),
      signal: stop.signal,
    });
    await expect(breaking).rejects.toThrow('enough');
    const files = batches(run!.directory);
    expect(files.length).toBeGreaterThanOrEqual(3);
    const file = join(run!.directory, 'evaluation', files[0]!);
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { evaluations: number };
    writeFileSync(file, JSON.stringify({ ...stored, evaluations: 12_345 }));
    expect((await evaluateRun(run!)).evaluations).toBe(12_345);
    expect((await evaluateRun(run!)).evaluations).toBe(stored.evaluations); // all anew
  });

  it('counts no evaluations where no likelihood is asked for', async () => {
    const folder = copy();
    const file = join(folder, 'experiment.json');
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), metrics: ['mmd'] }));
    const [run] = (await openStudy(folder)).runs;
    expect((await evaluateRun(run!)).evaluations).toBe(0);
  });

  it('says what is wrong with a worker count', async () => {
    const { status, stderr } = await startCommand(['evaluate', trained, '--workers', '0']).ended;
    expect(status).toBe(2);
    expect(stderr).toContain('whole number from 1 to 4096');
  });
});
