import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareResults } from '../src/compare/compare-results.ts';
import { comparisonMarkdown } from '../src/compare/comparison-markdown.ts';
import { readResult } from '../src/compare/read-result.ts';
import type { SuiteResult } from '../src/result/suite-result.ts';
import { fakeSuite, runFake, scratch } from './fake-suite.ts';

async function saved(result: unknown): Promise<string> {
  const file = join(scratch(), 'result.json');
  await writeFile(file, JSON.stringify(result));
  return file;
}

/** The same result with every loss so much greater. */
const raised = (result: SuiteResult, by: number): SuiteResult => ({
  ...result,
  rows: result.rows.map((row) => ({ ...row, values: { loss: { value: (row.values['loss']?.value ?? NaN) + by, standardError: 0.1 } } })),
});

describe('two results', () => {
  it('are judged cell by cell: a difference beyond the spread over seeds is worse, one within it is level', async () => {
    const result = await runFake(fakeSuite(), scratch());
    const a = await readResult(await saved(result));
    const { rows } = compareResults(a, await readResult(await saved(raised(result, 8))));
    const verdicts = Object.fromEntries(rows.map(({ of, verdict }) => [of, verdict]));
    expect(verdicts).toEqual({
      'hg / single': 'worse',
      'hg / cut': 'worse',
      'hg / odd': 'worse',
      'ty / single': 'level',
      'ty / cut': 'level',
      'ty / odd': 'level',
    });
    expect(rows[0]?.difference.value).toBeCloseTo(8, 9);
    expect(compareResults(a, a).rows.every(({ verdict }) => verdict === 'level')).toBe(true);
  });

  it('name what is unlike beside the findings, and what only one has', async () => {
    const result = await runFake(fakeSuite(), scratch());
    const other = {
      ...result,
      machine: { ...result.machine, cores: 64 },
      versions: { partita: '2.0.0' },
      summaries: result.summaries.filter(({ cell }) => cell['strategy'] !== 'odd'),
    };
    const comparison = compareResults(await readResult(await saved(result)), await readResult(await saved(other)));
    const text = comparisonMarkdown(comparison, 'a.json', 'b.json');
    expect(text).toMatch(/Machines differ, .* 64 cores/);
    expect(text).toContain('Versions of partita differ: 1.2.3 in a, 2.0.0 in b.');
    expect(text).toContain('Only in a: hg / odd, ty / odd.');
  });

  it('of throughput are compared by rates', async () => {
    const throughput = (cpuSeconds: number) => ({
      suite: 'throughput',
      date: '2026-01-01',
      machine: { processor: 'p', cores: 2, vectors: [], memoryGiB: 8, system: 's' },
      settings: { budget: { rounds: 3, blockSeconds: 1 } },
      contestants: [{ name: 'wasm', versions: { node: '20' } }],
      measurements: [
        {
          work: { name: 'sampler-step' },
          outcomes: [
            { status: 'measured', contestant: 'wasm', blocks: [99, 100, 101].map((iterations) => ({ iterations, cpuSeconds })) },
            { status: 'failed', contestant: 'onnx', reason: 'why' },
          ],
        },
      ],
    });
    const comparison = compareResults(await readResult(await saved(throughput(1))), await readResult(await saved(throughput(2))));
    expect(comparison.rows).toMatchObject([{ of: 'sampler-step / wasm', verdict: 'worse' }]);
    expect(comparison.rows[0]?.difference.value).toBeCloseTo(-50, 9);
    const suite = await readResult(await saved(await runFake(fakeSuite(), scratch())));
    expect(() => compareResults(suite, { ...suite, suite: 'other', measured: [] })).toThrow(
      /'fake' and one of 'other' measured nothing in common/,
    );
  });

  it('are refused in a sentence where they are none', async () => {
    await expect(readResult(await saved({ a: 1 }))).rejects.toThrow(/holds no result of a benchmark/);
    await expect(readResult(join(scratch(), 'none.json'))).rejects.toThrow(/there is no such file/);
  });
});
