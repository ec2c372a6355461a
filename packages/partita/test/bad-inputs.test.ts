import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BadInput } from './bad-inputs/bad-input.ts';
import { canMount, runApart, runOnDisk } from './bad-inputs/child.ts';
import { commandLines } from './bad-inputs/command-lines.ts';
import { datasets } from './bad-inputs/datasets.ts';
import { experimentFiles, names, values } from './bad-inputs/experiments.ts';
import { folders } from './bad-inputs/folders.ts';
import { contentOf, runHere, type Observed } from './bad-inputs/observe.ts';
import { modules, plans } from './bad-inputs/plugins.ts';
import { checkpoints, damagedFiles, outputs, unfinished } from './bad-inputs/runs.ts';
import { TINY, Workshop } from './bad-inputs/workshop.ts';

const TABLES: Readonly<Record<string, readonly BadInput[]>> = {
  'a command line': commandLines,
  'an experiment file': experimentFiles,
  'a name in an experiment': names,
  'a value in an experiment': values,
  'a data set': datasets,
  'a plugin': modules,
  "a plugin's plan": plans,
  'an output folder': folders,
  'a run that is not finished': unfinished,
  'a checkpoint': checkpoints,
  'a file of a run': damagedFiles,
  'a place for results': outputs,
};

/** What no user should have to read: our own defects, zod's language, and the insides of JavaScript. */
const JARGON =
  /This is a defect|\[object |Invalid input|Too (?:small|big)|expected (?:string|number|int|object|array)\b|undefined|\n\s+at /;
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const place = realpathSync(mkdtempSync(join(tmpdir(), 'partita-bad-')));
const originals = join(place, 'originals');

beforeAll(async () => {
  mkdirSync(originals);
  const experiment = (name: string, changes: Readonly<Record<string, unknown>>): string => {
    const path = join(originals, `${name}.json`);
    writeFileSync(path, JSON.stringify({ ...TINY, ...changes }));
    return path;
  };
  const command = async (...args: string[]): Promise<void> => {
    const { status, stderr } = await runHere(args, originals);
    if (status !== 0) throw new Error(`partita ${args.join(' ')}: ${stderr}`);
  };
  const tiny = experiment('tiny', {});
  await command('train', tiny, '--out', 'trained');
  await command('train', tiny, '--out', 'evaluated');
  await command('evaluate', 'evaluated');
  await command('train', tiny, '--seed', '1', '--out', 'other');
  const variants = { first: { partition: 'single' }, second: { partition: 'single', seed: 1 } };
  await command('train', experiment('study', { variants }), '--out', 'study');
}, 60_000);

afterAll(() => rmSync(place, { recursive: true, force: true }));

let workshops = 0;
function workshop(): Workshop {
  const directory = join(place, String(workshops++));
  mkdirSync(directory);
  return new Workshop(directory, originals);
}

/** One line in plain words on standard error, and nothing else. */
function expectSentence(
  { status, stdout, stderr }: Pick<Observed, 'stdout' | 'stderr'> & { status: number | null },
  directory: string,
  sentence: string,
): void {
  const said = stderr.replaceAll(directory, '<dir>').replace(/\n$/, '');
  const isOpen = sentence.endsWith('…');
  expect(isOpen ? `${said.slice(0, sentence.length - 1)}…` : said).toBe(sentence);
  expect(said).toMatch(/^.+[.…)]$/);
  expect(said).not.toMatch(JARGON);
  expect(said).not.toContain(REPOSITORY);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
}

for (const [subject, rows] of Object.entries(TABLES))
  describe(`${subject} that is wrong gives one sentence and changes nothing`, () => {
    for (const { name, args, sentence, skip = false } of rows)
      it.skipIf(skip)(name, async () => {
        const shop = workshop();
        const command = args(shop);
        const before = contentOf(shop.directory);
        expectSentence(await runHere(command, shop.directory), shop.directory, sentence);
        expect(contentOf(shop.directory)).toEqual(before);
      });
  });

it('has at least fifty rows, each of another input', () => {
  const all = Object.entries(TABLES).flatMap(([subject, rows]) => rows.map(({ name }) => `${subject}: ${name}`));
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(50);
});

describe('a process of its own', () => {
  /** What only a real process can show: the exit status, and what Node's own module loader says. */
  it.each<[name: string, rows: readonly BadInput[], sentence?: string]>([
    ['an unknown command', commandLines],
    ['NaN', datasets],
    ['a package that is not installed', modules],
    ['a plugin with a syntax error', modules, "The plugin '<dir>/mine.mjs' cannot be loaded: Unexpected token ';'."],
    [
      'a plugin with a syntax error in TypeScript',
      modules,
      "The plugin '<dir>/mine.ts' cannot be loaded: Transform failed with 1 error: …",
    ],
    ['evaluate a study with an untrained run', unfinished],
    ['resume from a truncated checkpoint', checkpoints],
  ])('gives one sentence for: %s', (name, rows, sentence) => {
    const { args, sentence: expected } = rows.find((each) => each.name === name) as BadInput;
    const shop = workshop();
    const command = args(shop);
    const before = contentOf(shop.directory);
    expectSentence(runApart(command, shop.directory), shop.directory, sentence ?? expected);
    expect(contentOf(shop.directory)).toEqual(before);
  });
});

describe.skipIf(!canMount())('a disk', () => {
  const onDisk = (options: string, prepare: string, inspect?: string) => {
    const shop = workshop();
    const disk = shop.folder('disk');
    const args = ['train', shop.experiment(), '--out', join(disk, 'out')];
    return { shop, ...runOnDisk(args, { directory: shop.directory, disk, options, prepare, ...(inspect && { inspect }) }) };
  };

  it.each([
    ['is full', 'size=16k', 'head -c 16384 /dev/zero > full', "Cannot write '<dir>/disk/out/experiment.json': the disk is full."],
    ['is full after one file', 'size=16k', 'head -c 12288 /dev/zero > full', "Cannot write '<dir>/disk/out/plan.json': the disk is full."],
    ['is read-only', 'ro', ':', "Cannot write '<dir>/disk/out/experiment.json': the file system is read-only."],
  ])('that %s gives one sentence and stays as it was', (_, options, prepare, sentence) => {
    const { shop, ...ended } = onDisk(options, prepare);
    expectSentence(ended, shop.directory, sentence);
  });

  it('that is full at the first checkpoint ends the training with a sentence, and holds no half of a file', () => {
    const { shop, status, stderr } = onDisk('size=20k', 'head -c 4096 /dev/zero > full', 'cp -r out ../kept');
    expect(stderr.trimEnd().split('\n').at(-1)?.replaceAll(shop.directory, '<dir>')).toBe(
      "Cannot write '<dir>/disk/out/intervals/0000/checkpoint.safetensors': the disk is full.",
    );
    expect(status).toBe(2);
    const attempt = 'intervals/0000/attempt-0001';
    const files = [
      'experiment.json',
      'intervals',
      'intervals/0000',
      attempt,
      `${attempt}/claim.json`,
      'intervals/0000/events.jsonl',
      'plan.json',
    ];
    const kept = Object.keys(contentOf(shop.path('kept'))).map((name) => name.replace(/(?<=attempt-0001)-[0-9a-f]{8}/, ''));
    expect(kept).toEqual(files);
  });
});
