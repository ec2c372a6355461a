import { decode } from 'fast-png';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderReport, type RenderedReport, type ReportInput, type RunReport } from '../src/index.ts';
import { demoInput, demoRun } from './demo-input.ts';

const small = (): ReportInput => demoInput(8, 100);
let report: RenderedReport;

beforeAll(async () => void (report = await renderReport(small())));

beforeEach(() => void vi.spyOn(console, 'warn'));
afterEach(() => {
  expect(console.warn).not.toHaveBeenCalled(); // this is how Vega-Lite complains of a specification
  vi.restoreAllMocks();
});

describe('renderReport', () => {
  it('draws five figures, each a PNG of twice the size of its SVG, and the page holds all of them', () => {
    const { html, figures } = report;
    expect([...figures.keys()]).toEqual(['densities', 'samples', 'comparison', 'timeline', 'loss-curves']);
    for (const [name, { svg, png }] of figures) {
      const [, width, height] = /^<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
      const picture = decode(png);
      expect([picture.width, picture.height], name).toEqual([2 * Number(width), 2 * Number(height)]);
      expect(new Set(picture.data).size, name).toBeGreaterThan(10);
      expect(svg, name).not.toMatch(/NaN|undefined|Infinity/);
      expect(html, name).toContain(svg);
    }
  });

  it('stays on the page: nothing is fetched, nothing runs', () => {
    const { html } = report;
    const targets = [...html.matchAll(/(?:src|href|srcset|data|action)\s*=\s*"([^"]*)"/g)].map(([, target]) => target as string);
    expect(targets.length).toBeGreaterThan(5);
    for (const target of targets) expect(target).toMatch(/^data:(image\/png;base64,|,$)/);
    expect(html).not.toMatch(/<script|@import|@font-face|javascript:/i);
    expect([...html.matchAll(/url\(([^)]*)\)/g)].every(([, target]) => target?.startsWith('#'))).toBe(true);
    expect(html).toContain('default-src &#39;none&#39;');
  });

  it('uses every id once', () => {
    const ids = [...report.html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives equal bytes for equal input, whatever was drawn in between', async () => {
    const [other, second] = await Promise.all([renderReport({ ...small(), runs: small().runs.slice(1) }), renderReport(small())]);
    expect(second.html).toBe(report.html);
    for (const [name, { svg, png }] of report.figures) {
      expect(second.figures.get(name)?.svg).toBe(svg);
      expect(Buffer.compare(png, second.figures.get(name)?.png ?? new Uint8Array()), name).toBe(0);
    }
    expect(other.html).not.toBe(report.html);
  });

  it('shows what a measurement is made of, run by run', () => {
    const parts = /<summary>Regret, part by part<\/summary>(.*?)<\/details>/s.exec(report.html)?.[1] ?? '';
    expect([...parts.matchAll(/<caption>\s*(.*?)\s*<\/caption>/g)].map(([, run]) => run)).toEqual(['single', 'four intervals']);
    expect(parts.match(/<th scope="row">interval \d<\/th>/g)).toHaveLength(5);
  });

  it('puts what was measured first', () => {
    const { html } = report;
    const cells = [...html.matchAll(/<t[dh][^>]*role="(?:cell|rowheader)"[^>]*>(.*?)<\/t[dh]>/g)].map(([, cell]) =>
      cell?.replace(/<[^>]*>/g, ''),
    );
    expect(cells.slice(0, 8)).toEqual([
      'single',
      '1.123 ± 0.011',
      '0.0812 ± 0.0042',
      '0.0893 ± 0.0010',
      '1',
      '8,962',
      '5,000',
      expect.stringMatching(/^4\d$/),
    ]);
  });

  it('marks the settings in which runs differ', () => {
    const { html } = report;
    expect(html).toContain('<tr class="differs"><th scope="row">Partition</th>');
    expect(html).toContain('<tr><th scope="row">Network</th>');
  });

  it('draws two runs of 64 × 64 grids and 2000 samples in a few seconds', async () => {
    const start = performance.now();
    await renderReport(demoInput());
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('what is missing is not drawn', () => {
  const bare = (run: RunReport): RunReport => {
    const { data: _data, samples: _samples, ...rest } = run;
    return { ...rest, intervals: [], curves: [], rows: [], measurements: [], densities: [], updates: 0, parameters: 0, trainingSeconds: 0 };
  };

  it('makes a page of no runs', async () => {
    const { html, figures } = await renderReport({ ...small(), runs: [] });
    expect(figures.size).toBe(0);
    expect(html).toContain('There are no runs to show.');
  });

  it('shows a bare run in the tables alone', async () => {
    const { html, figures } = await renderReport({ ...small(), runs: small().runs.map(bare) });
    expect(figures.size).toBe(0);
    expect(html).toContain('four intervals');
  });

  it('draws a bare run beside full ones, and keeps runs apart that share a name', async () => {
    const [first, second] = small().runs as [RunReport, RunReport];
    const { figures } = await renderReport({ ...small(), runs: [bare(first), second, second] });
    expect(figures.size).toBe(5);
    expect(figures.get('comparison')?.svg).toContain('four intervals (2)');
  });

  it('survives numbers that are not finite, and points in place of intervals', async () => {
    const run = demoRun({ name: 'diverged', networks: 3, gap: Number.NaN, blur: 0.1, seed: 4 }, 8, 50);
    const none = (values: ArrayLike<number>) => Float64Array.from(values, () => Number.NaN);
    const broken: RunReport = {
      ...run,
      intervals: run.intervals.map(({ index, end, logSnr }) => ({
        index,
        start: end,
        end,
        logSnr: [logSnr[1], index === 2 ? -Infinity : logSnr[1]],
      })),
      measurements: run.measurements.map((measurement, i) => ({
        ...measurement,
        value: i === 0 ? Infinity : 1,
        standardError: Number.NaN,
      })),
      curves: run.curves.map((curve) => ({
        ...curve,
        training: curve.training.map(({ step }) => ({ step, loss: Number.NaN })),
        heldOut: [{ step: 0, loss: 0 }],
      })),
      trainingSeconds: Number.NaN,
      samples: none(run.samples as ArrayLike<number>),
      densities: run.densities.map((panel, i) =>
        i === 0 ? { ...panel, side: 0, model: [] } : { ...panel, model: none(panel.model), exact: none(panel.model) },
      ),
    };
    const { html, figures } = await renderReport({ ...small(), runs: [broken] });
    expect([...figures.keys()]).toEqual(['densities', 'samples', 'comparison', 'timeline', 'loss-curves']);
    for (const { svg } of figures.values()) expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });
});
