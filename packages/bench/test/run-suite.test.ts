import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { suiteHtml } from '../src/result/suite-html.ts';
import { suiteMarkdown } from '../src/result/suite-markdown.ts';
import { suiteResultSchema } from '../src/result/suite-result.ts';
import { fakeSuite, runFake, scratch } from './fake-suite.ts';

describe('a suite', () => {
  it('goes on where it was interrupted, and finds the same as one that was not', async () => {
    const out = scratch();
    const interrupted = new AbortController();
    const first: string[] = [];
    const stopping = fakeSuite((unit) => {
      first.push(unit);
      if (first.length === 4) interrupted.abort(new Error('interrupted'));
    });
    await expect(runFake(stopping, out, { signal: interrupted.signal })).rejects.toThrow('interrupted');

    const second: string[] = [];
    const lines: string[] = [];
    const resumed = await runFake(
      fakeSuite((unit) => second.push(unit)),
      out,
      { listener: (line) => lines.push(line) },
    );
    expect(first).toHaveLength(4);
    expect(second).toHaveLength(2);
    expect(new Set([...first, ...second]).size).toBe(6);
    expect(lines).toContain('[1/6] hg-seed-0: done before');
    expect(resumed).toEqual(await runFake(fakeSuite(), scratch()));
  });

  it('does again what was saved of another input, or is damaged', async () => {
    const out = scratch();
    await runFake(fakeSuite(), out);
    await writeFile(join(out, 'hg-seed-1', 'unit.json'), '{"input":"{}","rows":[]}');
    await writeFile(join(out, 'ty-seed-2', 'unit.json'), '{"inp');
    const again: string[] = [];
    await runFake(
      fakeSuite((unit) => again.push(unit)),
      out,
    );
    expect(again).toEqual(['hg-seed-1', 'ty-seed-2']);
  });

  it('takes more seeds in the same folder', async () => {
    const out = scratch();
    await runFake(fakeSuite(), out, { seeds: 2 });
    const added: string[] = [];
    const grown = await runFake(
      fakeSuite((unit) => added.push(unit)),
      out,
      { seeds: 3 },
    );
    expect(added).toEqual(['hg-seed-2', 'ty-seed-2']);
    expect(grown).toEqual(await runFake(fakeSuite(), scratch(), { seeds: 3 }));
  });

  it('refuses the folder of another', async () => {
    const out = scratch();
    await runFake(fakeSuite(), out);
    await expect(runFake({ ...fakeSuite(), name: 'other' }, out)).rejects.toThrow(/was begun with suite = "fake", not "other"/);
  });

  it('is judged over seeds: better only where the interval leaves out 0', async () => {
    const { comparisons, league, summaries } = await runFake(fakeSuite(), scratch());
    const verdict = (dataset: string, strategy: string) =>
      comparisons.find(({ cell }) => cell['dataset'] === dataset && cell['strategy'] === strategy);
    expect(verdict('hg', 'cut')).toMatchObject({ control: 'single', verdict: 'better' });
    expect(verdict('hg', 'cut')?.difference.value).toBeCloseTo(-3, 9);
    expect(verdict('hg', 'odd')?.verdict).toBe('level');
    expect(league.map(({ contestant }) => contestant)).toEqual(['cut', 'single', 'odd']);
    expect(league[0]).toMatchObject({ rank: { value: 1, low: 1, high: 1 }, places: { hg: 1, ty: 1 } });
    const hg = summaries.find(({ cell, quantity }) => cell['strategy'] === 'single' && cell['dataset'] === 'hg' && quantity === 'loss');
    expect(hg).toMatchObject({ seeds: 3 });
    expect(hg?.ownError).toBeCloseTo(0.1, 12);
    expect(hg?.mean.value).toBe(5);
  });

  it('survives JSON', async () => {
    const result = await runFake(fakeSuite(), scratch());
    expect(suiteResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });
});

describe('what people read', () => {
  it('has the facts, every cell, the verdicts and the edges', async () => {
    const text = suiteMarkdown(await runFake(fakeSuite(), scratch()));
    expect(text).toContain('Measured 2026-01-01 on ');
    expect(text).toContain('Left out: lost (it is not there).');
    expect(text).toContain('| single | 5.0 [2.5, 7.5] (±0.1) | 2 |');
    expect(text).toMatch(/\| cut \| −3 \[.*\] better \|/);
    expect(text).toContain('| single | 0.001, 0.25, 1 | 3.75, 1.25 |');
    expect(text).not.toMatch(/NaN|undefined/);
  });

  it('is one page with both figures, and loads nothing', async () => {
    const page = await suiteHtml(await runFake(fakeSuite(), scratch()));
    expect(page.match(/<svg /g)).toHaveLength(4); // two figures, wide and narrow
    expect(page).not.toMatch(/<script|<img|<link rel="stylesheet"|https?:\/\/(?!www\.w3\.org)/);
    expect(page).not.toMatch(/NaN|undefined/);
  });

  it('draws curves where the last axis is a number', async () => {
    const curves = [{ x: 'networks', y: 'loss', scale: 'log' as const }];
    const { headline: _headline, ...suite } = fakeSuite();
    const result = await runFake({ ...suite, curves }, scratch());
    expect(suiteMarkdown(result)).toContain('| hg | 5.0 [2.5, 7.5]');
    expect(await suiteHtml(result)).toContain('Loss against networks');
  });
});
