import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PartitaError } from '@partita/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReport, writeReport, type ReportInput } from '../src/index.ts';
import { demoInput } from './demo-input.ts';

const { runs, ...rest } = demoInput(8, 40);
const input: ReportInput = { ...rest, runs: runs.map((run) => ({ ...run, densities: [] })) };
let directory: string;
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), 'partita-report-'))));
afterAll(() => rm(directory, { recursive: true }));

describe('writeReport', () => {
  it('writes the page and its figures whole, says which, and leaves nothing else', async () => {
    const target = join(directory, 'a', 'run');
    const files = await writeReport(input, target);
    await writeReport(input, target);
    const { html, figures } = await renderReport(input);
    expect(files).toEqual([join(target, 'report.html'), ...[...figures.keys()].map((name) => join(target, 'figures', `${name}.png`))]);
    expect((await readdir(target)).sort()).toEqual(['figures', 'report.html']);
    expect((await readdir(join(target, 'figures'))).sort()).toEqual([...figures.keys()].map((name) => `${name}.png`).sort());
    expect(await readFile(files[0] as string, 'utf8')).toBe(html);
    expect(new Uint8Array(await readFile(files[1] as string))).toEqual(new Uint8Array(figures.get('samples')?.png ?? []));
  });

  it('says in a sentence why it cannot', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const failure = writeReport({ ...input, runs: [] }, join(file, 'run'));
    await expect(failure).rejects.toBeInstanceOf(PartitaError);
    await expect(failure).rejects.toThrow(/^Cannot write '.*report\.html': a part of the path is a file, not a directory\.$/);
  });
});
