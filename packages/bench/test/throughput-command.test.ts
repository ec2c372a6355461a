import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseWorks } from '../src/command/choose-works.ts';
import { throughputCommand } from '../src/command/throughput-command.ts';
import { writeText } from '../src/command/write-text.ts';
import type { ThroughputResult } from '../src/result/throughput-result.ts';

describe('the command', () => {
  let folder: string;
  let said = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bench-'));
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('prints one JSON object and writes Markdown', async () => {
    const out = join(folder, 'result.md');
    const args = ['--budget', 'smoke', '--runtime', 'wasm', '--work', 'sampler-step', '--no-peers', '--json', '--out', out];
    await throughputCommand().parseAsync(args, { from: 'user' });
    const { suite, measurements, withoutScaling } = JSON.parse(said) as ThroughputResult;
    expect(suite).toBe('throughput');
    expect(measurements.map(({ work }) => work.name)).toEqual(['sampler-step']);
    expect(withoutScaling).toContain('training-step');
    expect(await readFile(out, 'utf8')).toMatch(/^# Throughput\n/);
    expect(await readdir(folder)).toEqual(['result.md']);
  }, 60_000);

  it('names the nearest work', () => {
    expect(chooseWorks([])).toHaveLength(7);
    expect(() => chooseWorks(['unet-blok'])).toThrow(/no work 'unet-blok'; did you mean 'unet-block'/);
  });

  it('says why a file cannot be written', async () => {
    await expect(writeText(join(folder, 'none', 'result.md'), '')).rejects.toThrow(/Cannot write .*there is no such file or directory/);
  });
});
