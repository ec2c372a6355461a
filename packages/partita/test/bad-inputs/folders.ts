import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { row, type BadInput } from './bad-input.ts';
import { TINY, type Workshop } from './workshop.ts';

const LONG = 'o'.repeat(300);
const isRoot = process.getuid?.() === 0;

/** Trains the tiny experiment into a folder; `more` follows. */
const into =
  (make: (shop: Workshop) => string, ...more: readonly string[]): BadInput['args'] =>
  (shop) => ['train', shop.experiment(), '--out', make(shop), ...more];

const resuming = (change: (shop: Workshop, run: string) => void, ...more: readonly string[]): BadInput['args'] =>
  into(
    (shop) => {
      const run = shop.run();
      change(shop, run);
      return run;
    },
    '--resume',
    ...more,
  );

/** Places where a run cannot go. */
export const folders = [
  row(
    'a file',
    into((shop) => shop.file('out')),
    "Cannot use the folder '<dir>/out': a part of the path is a file, not a directory.",
  ),
  row(
    'below a file',
    into((shop) => `${shop.file('file')}/deep/out`),
    "Cannot use the folder '<dir>/file/deep/out': a part of the path is a file, not a directory.",
  ),
  row(
    'a folder of another file system that takes none',
    into(() => '/proc/partita/out'),
    "Cannot write '/proc/partita/out/experiment.json': there is no such file or directory.",
    process.platform !== 'linux',
  ),
  row(
    'a folder with a name that is too long',
    into((shop) => shop.path('new', LONG)),
    `Cannot write '<dir>/new/${LONG}/experiment.json': a name in it is too long.`,
  ),
  row(
    'a folder that may not be written',
    into((shop) => {
      const folder = shop.folder('closed');
      chmodSync(folder, 0o555);
      return `${folder}/out`;
    }),
    "Cannot write '<dir>/closed/out/experiment.json': permission denied.",
    isRoot,
  ),
  row(
    'a folder with other things',
    into((shop) => {
      shop.file('out/diary.txt', 'Dear diary');
      return shop.path('out');
    }),
    "The folder '<dir>/out' is not empty and holds no run of this experiment; choose another with --out.",
  ),
  row(
    'a folder with other things, to resume',
    into((shop) => {
      shop.file('out/diary.txt', 'Dear diary');
      return shop.path('out');
    }, '--resume'),
    "The folder '<dir>/out' is not empty and holds no run of this experiment; choose another with --out.",
  ),
  row(
    'a link to nowhere',
    into((shop) => {
      symlinkSync(shop.path('nowhere'), shop.path('out'));
      return shop.path('out');
    }),
    "Cannot write '<dir>/out/experiment.json': there is no such file or directory.",
  ),
  row(
    'a run, without --resume',
    into((shop) => shop.run()),
    "The folder '<dir>/run' holds a run already; continue it with --resume, or choose another with --out.",
  ),
  row(
    'a study, to resume as a run',
    into((shop) => shop.run('study'), '--resume'),
    "The folder '<dir>/run' is not empty and holds no run of this experiment; choose another with --out.",
  ),
  row(
    'a run of another experiment, to resume',
    resuming(() => undefined, '--set', 'partition.intervals=3'),
    "The run in 'run' was started with partition.intervals = 2, not 3; --resume continues the same experiment only.",
  ),
  row(
    'a run with another seed, to resume',
    resuming(() => undefined, '--seed', '4'),
    "The run in 'run' was started with seed = 0, not 4; --resume continues the same experiment only.",
  ),
  row(
    'a run with a truncated experiment, to resume',
    resuming((_, run) => writeFileSync(`${run}/experiment.json`, '{ "name": ')),
    "'<dir>/run/experiment.json' is not valid JSON: …",
  ),
  row(
    'a run with no experiment in its experiment.json, to resume',
    resuming((_, run) => writeFileSync(`${run}/experiment.json`, 'null')),
    "'<dir>/run/experiment.json' must hold a JSON object, not null.",
  ),
  row(
    'the folder of a run, without --resume',
    (shop) => ['train', shop.run()],
    "'<dir>/run' is a folder; continue the run in it with --resume, or name an experiment.json.",
  ),
  row(
    'the folder of a study, to resume',
    (shop) => ['run', shop.run('study'), '--resume'],
    "'<dir>/run' holds a study of several runs; resume it by its experiment: partita run <experiment> --out <dir>/run --resume.",
  ),
  row(
    'an empty folder, to resume',
    (shop) => ['train', shop.folder('empty'), '--resume'],
    "Cannot read '<dir>/empty/experiment.json': there is no such file or directory.",
  ),
  row(
    'variants into a folder with one',
    (shop) => [
      'train',
      shop.file('two.json', JSON.stringify({ ...TINY, variants: { tiny: {}, more: { 'training.steps': 4 } } })),
      '--out',
      shop.run('study'),
    ],
    "The folder '<dir>/run' is not empty and holds no run of this experiment; choose another with --out.",
  ),
];
