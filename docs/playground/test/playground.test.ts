import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeSafetensors, eventsPath, readEvents } from '@partita/checkpoints';
import { createPartita, type TrainedRun } from 'partita';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, pack, removeFolders, unpack } from './support/folders.ts';
import { CHROMIUM, openSite, type Site } from './support/site.ts';
import { Visitor } from './support/visitor.ts';

const PICTURES = fileURLToPath(new URL('../../../runs/playground', import.meta.url));
const STEPS = 160;
/** Ten times what a quiet machine needs. */
const PATIENCE = 600_000;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const column = (rows: Float32Array, c: 0 | 1): number[] => Array.from(rows).filter((_, i) => i % 2 === c);
const covariance = (a: readonly number[], b: readonly number[]): number =>
  meanOf(a.map((x, i) => (x - meanOf(a)) * ((b[i] as number) - meanOf(b))));

const arrays = (folder: string) => decodeSafetensors(new Uint8Array(readFileSync(path.join(folder, 'evaluation.safetensors')))).tensors;

describe.skipIf(CHROMIUM === undefined)('the playground in Chromium', { timeout: PATIENCE }, () => {
  let site: Site;
  let visitor: Visitor;
  /** What the page saved; and the same experiment trained by the library in Node. */
  let zip: Uint8Array;
  let node: TrainedRun;

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    site = await openSite();
    visitor = await Visitor.to(site);
  }, PATIENCE);
  afterAll(async () => {
    await site.close();
    removeFolders();
  });

  const picture = (name: string): Promise<unknown> => visitor.page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });

  it('trains four intervals, by the keyboard alone', async () => {
    await visitor.set('training.steps', STEPS);
    await visitor.set('evaluation.points', 200);
    await visitor.set('evaluation.densityGrid', 32);
    await visitor.set('evaluation.samples', 600);
    expect(await visitor.page.$$('#cards > li')).toHaveLength(4);
    await visitor.tabTo('train');
    await visitor.page.keyboard.press('Enter');
    await visitor.phase('training');
    expect(await visitor.page.evaluate('document.activeElement.id')).toBe('stop');
    await visitor.page.waitForFunction("document.querySelectorAll('path.mean[d]').length === 4");
    await picture('desktop-light-training');
    await visitor.phase('finished');
    expect(await visitor.page.evaluate('document.activeElement.id')).toBe('start-over');
    expect(await visitor.text('complaint')).toBe('');
    expect(await visitor.text('status')).toBe('Training has finished.');
    expect(await visitor.text('measured')).toMatch(/^Negative log-likelihood of test data: \d\.\d+ ± 0\.\d+ nats/);
    await picture('desktop-light');
  });

  it('saves a run whose losses and densities are those of the library in Node', async () => {
    zip = await visitor.download('#save', 'playground.zip');
    const saved = unpack(zip, freshFolder());
    const experiment = JSON.parse(readFileSync(path.join(saved, 'experiment.json'), 'utf8')) as Record<string, unknown>;
    node = await createPartita().train({ ...experiment, executor: 'inline' }, { out: path.join(freshFolder(), 'node') });
    for (const interval of [0, 1, 2, 3]) {
      const losses = async (folder: string) =>
        (await readEvents(eventsPath(folder, interval))).flatMap((event) => (event.type === 'progress' ? [event.loss] : []));
      const [page, expected] = [await losses(saved), await losses(node.directory)];
      expect(page).toHaveLength(STEPS / 20);
      page.forEach((loss, i) => expect(Math.abs(loss / (expected[i] as number) - 1)).toBeLessThan(1e-4));
    }

    const drawn = arrays(saved);
    const [own, theirs] = [await (await createPartita().open(saved)).evaluate(), await node.evaluate()];
    const nll = ({ measurements }: typeof own): number => measurements['nll']?.value ?? NaN;
    expect(Math.abs(nll(own) - nll(theirs))).toBeLessThan(1e-3);
    expect(Number(/data: ([\d.]+)/.exec(await visitor.text('measured'))?.[1])).toBeCloseTo(nll(own), 2);

    for (const folder of [saved, node.directory]) {
      const expected = arrays(folder)['density/0.001/model']?.data as Float32Array;
      const found = drawn['density/0.001/model']?.data as Float32Array;
      const most = expected.reduce((a, b) => Math.max(a, b));
      expect(found).toHaveLength(expected.length);
      expect(Math.max(...found.map((value, i) => Math.abs(value - (expected[i] as number)) / most))).toBeLessThan(1e-3);
    }
  });

  it('draws samples with the mean and covariance of the model', async () => {
    const page = arrays(unpack(zip, freshFolder()))['samples']?.data as Float32Array;
    const expected = await node.sample(page.length / 2, 0);
    for (const c of [0, 1] as const) expect(meanOf(column(page, c))).toBeCloseTo(meanOf(column(expected, c)), 2);
    for (const [a, b] of [
      [0, 0],
      [0, 1],
      [1, 1],
    ] as const)
      expect(covariance(column(page, a), column(page, b))).toBeCloseTo(covariance(column(expected, a), column(expected, b)), 2);
    expect(covariance(column(page, 0), column(page, 0))).toBeGreaterThan(0.5);
  });

  it('opens what it saved, and what the command wrote', async () => {
    const measured = await visitor.text('measured');
    const weights = await visitor.download('[aria-label="Save the weights of Interval 2"]', 'interval-1.safetensors');
    const second = await Visitor.to(site);
    await second.open({ 'page.zip': zip });
    await second.phase('finished');
    expect(await second.text('measured')).toBe(measured);
    await second.open({ 'node.zip': pack(node.directory) });
    await second.phase('looking');
    await second.phase('finished');
    const nll = async (text: Promise<string>): Promise<number> => Number(/data: ([\d.]+)/.exec(await text)?.[1]);
    expect(Math.abs((await nll(second.text('measured'))) - (await nll(visitor.text('measured'))))).toBeLessThan(0.01);
    await second.set('seed', 1);
    await second.open({ 'interval-1.safetensors': weights });
    await second.page.waitForSelector('#complaint:not([hidden])', { timeout: PATIENCE });
    expect(await second.text('complaint')).toMatch(/belongs to another run: its seed is 0, this one's is 1/);
    expect(second.mishaps).toEqual([]);
    await second.page.close();
  });

  it('is without barriers, in the light and in the dark, on a desk and on a phone', async () => {
    expect(await visitor.barriers()).toEqual([]);
    await visitor.theme('dark');
    expect(await visitor.barriers()).toEqual([]);
    await picture('desktop-dark');
    await visitor.page.setViewport({ width: 360, height: 740 });
    expect(await visitor.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await picture('phone-dark');
    await visitor.theme('light');
    expect(await visitor.barriers()).toEqual([]);
    await picture('phone-light');
    await visitor.page.setViewport({ width: 1280, height: 900 });
  });

  it('trains a partition that is typed in, and says in a sentence what is wrong with one', async () => {
    const use = async (code: string): Promise<void> => {
      await visitor.page.$eval('#code', (area, text) => void ((area as HTMLTextAreaElement).value = text), code);
      await visitor.page.$eval('#use-code', (button) => (button as HTMLElement).click());
    };
    const example = await visitor.page.$eval('#code', (area) => (area as HTMLTextAreaElement).value);
    const complaint = async (): Promise<string> => {
      await visitor.page.waitForSelector('#complaint:not([hidden])', { timeout: PATIENCE });
      return visitor.text('complaint');
    };
    await use(example.replace('sde.horizon : sde.time', '0.9 : sde.time'));
    expect(await complaint()).toMatch(
      /^The partition 'halves' gives no valid plan: The plan ends at 0\.9; it must end at the horizon T = 1\./,
    );
    await use('export default 3;');
    await visitor.page.waitForFunction("document.getElementById('complaint').textContent.includes('no default export')");
    await use(example.replace('default(4)', 'default(3)'));
    await visitor.page.waitForFunction("document.querySelectorAll('#cards > li').length === 3");
    await visitor.phase('ready');
    expect(await visitor.page.$eval('[id="partition"]', (select) => (select as HTMLSelectElement).value)).toBe('halves');
    await visitor.set('training.steps', 40);
    await visitor.set('backend', 'wasm');
    await visitor.page.click('#train');
    await visitor.phase('finished');
    const folder = unpack(await visitor.download('#save', 'playground.zip'), freshFolder());
    expect((await createPartita().open(folder)).experiment.partition).toEqual({ kind: 'halves', intervals: 3 });
  });

  it('had nothing to say on the console, and asked nobody for anything', () => {
    expect(visitor.mishaps).toEqual([]);
  });
});
