import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, scratch, startCommand } from './command.ts';

describe('partita bench', () => {
  it('measures, writes what it found in three forms, finds it again, and compares it', async () => {
    const out = join(scratch(), 'result');
    const bench = ['bench', 'likelihood', '--budget', 'smoke', '--out', out];
    const result = JSON.parse(await command(...bench, '--json')) as { rows: unknown[] };
    expect(result.rows).toHaveLength(4);
    expect(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))).toEqual(result);
    expect(await command(...bench)).toBe(readFileSync(join(out, 'result.md'), 'utf8'));
    expect(readFileSync(join(out, 'result.html'), 'utf8')).toContain('<svg ');
    const file = join(out, 'result.json');
    expect(await command('bench', 'compare', file, file)).toContain('level');
  }, 120_000);

  it.each([
    [['bench', 'partitons'], /unknown command 'partitons' \(did you mean partitions\?\)/i],
    [['bench', 'partitions', '--seeds', '0'], /whole number from 1 to 1000/],
    [['bench', 'partitions', '--budget', 'huge'], /smoke, standard, full/],
    [['bench', 'compare', 'none.json', 'none.json'], /Cannot read 'none.json': there is no such file/],
  ])(
    'refuses %j in a sentence',
    async (args, sentence) => {
      const { status, stderr } = await startCommand(args).ended;
      expect({ status, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 2, lines: 1 });
      expect(stderr).toMatch(sentence);
    },
    60_000,
  );
});
