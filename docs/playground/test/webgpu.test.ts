import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeSafetensors, eventsPath, readEvents } from '@partita/checkpoints';
import { createPartita } from 'partita';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, removeFolders, unpack } from './support/folders.ts';
import { CHROMIUM, openSite, SOFTWARE_WEBGPU, type Site } from './support/site.ts';
import { Visitor } from './support/visitor.ts';

const STEPS = 20;
const PATIENCE = 600_000;

const progress = async (folder: string, interval: number): Promise<number[]> =>
  (await readEvents(eventsPath(folder, interval))).flatMap((event) => (event.type === 'progress' ? [event.loss] : []));

const density = (folder: string): Float32Array =>
  decodeSafetensors(new Uint8Array(readFileSync(path.join(folder, 'evaluation.safetensors')))).tensors['density/0.001/model']
    ?.data as Float32Array;

/** Minutes of a busy machine, for one GPU process computes for everyone: only where it is asked for. */
const isWanted = CHROMIUM !== undefined && process.env['PARTITA_SOFTWARE_WEBGPU'] !== undefined;

describe.skipIf(!isWanted)('the playground on WebGPU', { timeout: PATIENCE }, () => {
  let site: Site;
  let visitor: Visitor;

  beforeAll(async () => {
    site = await openSite(SOFTWARE_WEBGPU);
    visitor = await Visitor.to(site);
    await visitor.set('training.steps', STEPS);
    await visitor.set('training.batchSize', 64);
    await visitor.set('partition.intervals', 2);
    await visitor.set('likelihood.grid.steps', 4);
    await visitor.set('sampler.grid.steps', 4);
    await visitor.set('evaluation.points', 20);
    await visitor.set('evaluation.densityGrid', 8);
    await visitor.set('evaluation.samples', 16);
  }, PATIENCE);
  afterAll(async () => {
    await site.close();
    removeFolders();
  });

  it('refuses an adapter in software that nobody asked for, and says what to choose', async () => {
    await visitor.set('backend', 'webgpu');
    await visitor.page.click('#train');
    await visitor.page.waitForFunction("!document.getElementById('complaint').hidden", { timeout: PATIENCE, polling: 200 });
    expect(await visitor.text('complaint')).toMatch(/computes in software \(.*\), far slower than the backends 'onnx' and 'wasm'/);
  });

  it('trains there, with the losses, density and likelihood of Node', async () => {
    await visitor.page.$eval('[id="backend.software"]', (box) => (box as HTMLElement).click());
    await visitor.phase('ready', 'stopped');
    await visitor.page.click('#train');
    await visitor.phase('finished');
    const saved = unpack(await visitor.download('#save', 'playground.zip'), freshFolder());
    const experiment = JSON.parse(readFileSync(path.join(saved, 'experiment.json'), 'utf8')) as Record<string, unknown>;
    expect(experiment['backend']).toMatchObject({ kind: 'webgpu', software: true });
    const node = await createPartita().train(
      { ...experiment, backend: 'onnx', executor: 'inline' },
      { out: path.join(freshFolder(), 'node') },
    );
    for (const interval of [0, 1]) {
      const [page, expected] = [await progress(saved, interval), await progress(node.directory, interval)];
      expect(page).toHaveLength(STEPS / 20);
      page.forEach((loss, i) => expect(Math.abs(loss / (expected[i] as number) - 1)).toBeLessThan(1e-4));
    }
    const { measurements } = await node.evaluate();
    expect(Number(/data: ([\d.]+)/.exec(await visitor.text('measured'))?.[1])).toBeCloseTo(measurements['nll']?.value as number, 2);
    const [found, expected] = [density(saved), density(node.directory)];
    const most = expected.reduce((a, b) => Math.max(a, b));
    found.forEach((value, i) => expect(Math.abs(value - (expected[i] as number)) / most).toBeLessThan(1e-3));
  });
});
