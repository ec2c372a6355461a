import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askFor } from '../src/ask.ts';
import { main } from '../src/main.ts';

let root: string;
let said: { out: string; err: string };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'create-partita-plugin-'));
  said = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

describe('create-partita-plugin', () => {
  it('writes a package and says what comes next', async () => {
    const out = join(root, 'plugin');
    expect(await main(['@me/partita-plugin-steep', '--port', 'Partition', '--out', out])).toBe(0);
    expect(said.out).toContain("the component 'steep'");
    expect(said.out).toContain('npm test');
    const made = JSON.parse(readFileSync(join(out, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(made['name']).toBe('@me/partita-plugin-steep');
    expect(made['peerDependencies']).toEqual({ '@partita/core': `^${version}` });
    expect(readdirSync(out).sort()).toEqual(
      [
        '.changeset',
        '.gitignore',
        'README.md',
        'package.json',
        'src',
        'test',
        'tsconfig.build.json',
        'tsconfig.json',
        'vitest.config.ts',
      ].sort(),
    );
    expect(readdirSync(join(out, 'src'))).toEqual(['index.ts', 'steep.ts']);
  });

  it.each([
    [['steep', '--port', 'Partitoin'], "There is no template for the port 'Partitoin'; did you mean 'Partition'?"],
    [['Steep Cuts', '--port', 'Partition'], "did you mean 'steep-cuts'?"],
    [['steep--cuts', '--port', 'Partition'], "did you mean 'steep-cuts'?"],
    [['fs', '--port', 'Partition'], "did you mean 'partita-plugin-fs'?"],
    [['@me/../up', '--port', 'Partition'], "'@me/../up' cannot name a plugin"],
    [['steep', '--prot', 'Partition'], "There is no option '--prot'; did you mean '--port'?"],
    [['steep', '--port'], '--port needs a value.'],
    [['steep'], 'The plugin needs a port; choose --port of '],
    [['--port', 'Sde'], 'The plugin needs a name'],
    [['steep', 'flat', '--port', 'Sde'], "'flat' follows 'steep'"],
  ])('refuses %j in one sentence, status 2, nothing written', async (args, sentence) => {
    const out = join(root, 'plugin');
    expect(await main(['--out', out, ...args])).toBe(2);
    expect(said.err).toContain(sentence);
    expect(said.err.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(root)).toEqual([]);
  });

  it('refuses a folder with something in it, and takes an empty one', async () => {
    const out = join(root, 'plugin');
    mkdirSync(out);
    writeFileSync(join(out, 'notes.txt'), 'mine');
    expect(await main(['steep', '--port', 'Partition', '--out', out])).toBe(2);
    expect(said.err).toContain('is not empty; choose another with --out.');
    expect(readdirSync(out)).toEqual(['notes.txt']);
    rmSync(join(out, 'notes.txt'));
    expect(await main(['steep', '--port', 'Partition', '--out', out])).toBe(0);
  });

  it('names every port in its help', async () => {
    expect(await main(['--help'])).toBe(0);
    for (const port of ['Partition', 'Sde', 'Metric']) expect(said.out).toContain(port);
  });
});

describe('the questions', () => {
  it('come again until they are answered well', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    input.end('Bad Name\nsteep\nPartitoin\nPartition\n');
    expect(await askFor({ out: 'there' }, { input, output })).toEqual({ name: 'steep', port: 'Partition', out: 'there' });
    const shown = String(output.read());
    expect(shown).toContain("did you mean 'bad-name'?");
    expect(shown).toContain("did you mean 'Partition'?");
  });

  it('leave out what is known', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    input.end('Sde\n');
    expect(await askFor({ name: 'steep' }, { input, output })).toEqual({ name: 'steep', port: 'Sde' });
  });
});
