import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeSafetensors } from '@partita/checkpoints';
import { row, type BadInput } from './bad-input.ts';
import { checkpoint, previous, type Workshop } from './workshop.ts';

/** A command on a trained run to which something has happened. */
const on =
  (command: string, change: (run: string, shop: Workshop) => void, ...more: readonly string[]): BadInput['args'] =>
  (shop) => {
    const run = shop.run();
    change(run, shop);
    return [command, run, ...more];
  };

const evaluated =
  (change: (run: string) => void): BadInput['args'] =>
  (shop) => {
    const run = shop.run('evaluated');
    change(run);
    return ['report', run];
  };

const write = (name: string, content: string) => (run: string) => writeFileSync(join(run, name), content);

/** Takes the checkpoint before the newest away, so that nothing can stand in for it. */
const only = (run: string): string => {
  rmSync(previous(run));
  return checkpoint(run);
};

const untrained = (run: string) => rmSync(join(run, 'intervals'), { recursive: true });
const halfTrained = (run: string) => copyFileSync(previous(run, 1), checkpoint(run, 1));
const truncated = (run: string, shop: Workshop) => shop.edit(only(run), (bytes) => bytes.subarray(0, -9));
const flipped = (run: string, shop: Workshop) => shop.edit(only(run), (bytes) => bytes.with(-3, (bytes.at(-3) as number) ^ 16));
const ofAnotherInterval = (run: string, shop: Workshop) =>
  shop.swap(['trained', 'intervals', '0001', 'checkpoint.safetensors'], checkpoint(run));
const ofAnotherRun = (run: string, shop: Workshop) => shop.swap(['other', 'intervals', '0000', 'checkpoint.safetensors'], checkpoint(run));
const plan = (...intervals: readonly unknown[]) => write('plan.json', JSON.stringify({ intervals }));

/** Folders that hold no finished run. */
export const unfinished = [
  row(
    'evaluate nothing',
    (shop) => ['evaluate', shop.path('none')],
    "'<dir>/none' holds no run: there is no experiment.json in it; train one with 'partita train hg --out <dir>/none'.",
  ),
  row(
    'sample from nothing',
    (shop) => ['sample', shop.path('none')],
    "'<dir>/none' holds no run: there is no experiment.json in it; train one with 'partita train hg --out <dir>/none'.",
  ),
  row(
    'report on nothing',
    (shop) => ['report', shop.path('none')],
    "'<dir>/none' holds no run: there is no experiment.json in it; train one with 'partita train hg --out <dir>/none'.",
  ),
  row(
    'evaluate an empty folder',
    (shop) => ['evaluate', shop.folder('empty')],
    "'<dir>/empty' holds no run: there is no experiment.json in it; train one with 'partita train hg --out <dir>/empty'.",
  ),
  row(
    'evaluate a file',
    (shop) => ['evaluate', shop.file('file')],
    "'<dir>/file' holds no run: there is no experiment.json in it; train one with 'partita train hg --out <dir>/file'.",
  ),
  row(
    'evaluate an untrained run',
    on('evaluate', untrained),
    "Interval 0 of '<dir>/run' is at step 0 of 3; finish it with 'partita train <dir>/run --resume'.",
  ),
  row(
    'sample from an untrained run',
    on('sample', untrained),
    "Interval 0 of '<dir>/run' is at step 0 of 3; finish it with 'partita train <dir>/run --resume'.",
  ),
  row(
    'evaluate a half-trained run',
    on('evaluate', halfTrained),
    "Interval 1 of '<dir>/run' is at step 2 of 3; finish it with 'partita train <dir>/run --resume'.",
  ),
  row(
    'sample from a half-trained run',
    on('sample', halfTrained),
    "Interval 1 of '<dir>/run' is at step 2 of 3; finish it with 'partita train <dir>/run --resume'.",
  ),
  row(
    'report on a run before its evaluation',
    on('report', () => undefined),
    "'<dir>/run' has not been evaluated; run 'partita evaluate <dir>/run' first.",
  ),
  row(
    'report on an evaluated run and another',
    (shop) => ['report', shop.run('evaluated'), shop.run('trained', 'second')],
    "'<dir>/second' has not been evaluated; run 'partita evaluate <dir>/second' first.",
  ),
  row(
    'sample from a study',
    (shop) => ['sample', shop.run('study')],
    "'<dir>/run' holds 2 runs; name one of them: <dir>/run/first, <dir>/run/second.",
  ),
  row(
    'evaluate a study with an untrained run',
    (shop) => {
      const study = shop.run('study');
      untrained(join(study, 'second'));
      return ['evaluate', study];
    },
    "Interval 0 of '<dir>/run/second' is at step 0 of 3; finish it with 'partita train <dir>/run/second --resume'.",
  ),
];

/** Checkpoints that are damaged, or not the run's own. */
export const checkpoints = [
  row(
    'evaluate a truncated checkpoint',
    on('evaluate', truncated),
    "'<dir>/run/intervals/0000/checkpoint.safetensors' is not a valid safetensors file: tensor 'second/layers.1.weight' ends at byte 416 of the data, but there are only 407; the file is cut short; no other checkpoint of interval 0 is left…",
  ),
  row(
    'sample from a truncated checkpoint',
    on('sample', truncated),
    "'<dir>/run/intervals/0000/checkpoint.safetensors' is not a valid safetensors file: tensor 'second/layers.1.weight' ends at byte 416 of the data, but there are only 407; the file is cut short; no other checkpoint of interval 0 is left…",
  ),
  row(
    'resume from a truncated checkpoint',
    on('train', truncated, '--resume'),
    "'<dir>/run/intervals/0000/checkpoint.safetensors' is not a valid safetensors file: tensor 'second/layers.1.weight' ends at byte 416 of the data, but there are only 407; the file is cut short; no other checkpoint of interval 0 is left…",
  ),
  row(
    'evaluate a checkpoint with one wrong bit',
    on('evaluate', flipped),
    "'<dir>/run/intervals/0000/checkpoint.safetensors' is damaged: its content does not match its checksum; no other checkpoint of interval 0 is left…",
  ),
  row(
    'resume from a checkpoint with one wrong bit',
    on('train', flipped, '--resume'),
    "'<dir>/run/intervals/0000/checkpoint.safetensors' is damaged: its content does not match its checksum; no other checkpoint of interval 0 is left…",
  ),
  row(
    'evaluate an empty checkpoint',
    on('evaluate', (run) => writeFileSync(only(run), '')),
    "'<dir>/run/intervals/0000/checkpoint.safetensors' is not a valid safetensors file: it ends after 0 bytes, before the length of its header; no other checkpoint of interval 0 is left…",
  ),
  row(
    'evaluate a checkpoint that is a folder',
    on('evaluate', (run) => {
      rmSync(only(run));
      mkdirSync(checkpoint(run));
    }),
    "Cannot read '<dir>/run/intervals/0000/checkpoint.safetensors': it is a directory, not a file.",
  ),
  row(
    "evaluate a stranger's safetensors",
    on('evaluate', (run) => writeFileSync(only(run), encodeSafetensors({ metadata: {}, tensors: {} }))),
    "'<dir>/run/intervals/0000/checkpoint.safetensors' carries no checksum in its metadata ('sha256'), so it is not a checkpoint of Partita; no other checkpoint of interval 0 is left…",
  ),
  row(
    'evaluate a pickle',
    on('evaluate', (run) =>
      writeFileSync(
        only(run),
        Uint8Array.from({ length: 64 }, (_, i) => 0x80 + i),
      ),
    ),
    "'<dir>/run/intervals/0000/checkpoint.safetensors' is not a valid safetensors file: its header claims 9765639646188044672 bytes, but only 56 follow; no other checkpoint of interval 0 is left…",
  ),
  row(
    "evaluate another interval's checkpoint",
    on('evaluate', ofAnotherInterval),
    "<dir>/run/intervals/0000/checkpoint.safetensors belongs to another run: its interval is 1, this one's is 0; choose another output folder or the experiment that made it.",
  ),
  row(
    "sample from another run's checkpoint",
    on('sample', ofAnotherRun),
    "<dir>/run/intervals/0000/checkpoint.safetensors belongs to another run: its seed is 1, this one's is 0; choose another output folder or the experiment that made it.",
  ),
  row(
    "resume from another run's checkpoint",
    on('train', ofAnotherRun, '--resume'),
    "<dir>/run/intervals/0000/checkpoint.safetensors belongs to another run: its seed is 1, this one's is 0; choose another output folder or the experiment that made it.",
  ),
];

/** Files of a run that say something else than was written. */
export const damagedFiles = [
  row(
    'a truncated experiment.json',
    on('evaluate', write('experiment.json', '{"name": "ti')),
    "'<dir>/run/experiment.json' is not valid JSON: …",
  ),
  row(
    'an experiment.json with null',
    on('sample', write('experiment.json', 'null')),
    "'<dir>/run/experiment.json' must hold a JSON object, not null.",
  ),
  row(
    'an experiment.json with a misspelt option',
    on('evaluate', write('experiment.json', '{"nmae": "tiny"}')),
    "'<dir>/run/experiment.json' is damaged: experiment: there is no option 'nmae'; did you mean 'name'? (choices: …",
  ),
  row(
    'an experiment.json whose plugin is gone',
    on('evaluate', write('experiment.json', '{"plugins": ["/none/mine.mjs"]}')),
    "The plugin '/none/mine.mjs' cannot be loaded: there is no such file.",
  ),
  row(
    'an experiment.json whose data are gone',
    on('evaluate', write('experiment.json', '{"dataset": {"kind": "npy", "path": "/none/data.npy"}}')),
    "Cannot read '/none/data.npy': there is no such file or directory.",
  ),
  row(
    'no plan.json',
    on('evaluate', (run) => rmSync(join(run, 'plan.json'))),
    "'<dir>/run' has no plan yet; go on with 'partita train <dir>/run/experiment.json --out <dir>/run --resume'.",
  ),
  row('a truncated plan.json', on('evaluate', write('plan.json', '{"intervals": [')), "'<dir>/run/plan.json' is not valid JSON: …"),
  row(
    'an empty plan.json',
    on('sample', write('plan.json', '{}')),
    "'<dir>/run/plan.json' is damaged: intervals: expected a list, got nothing.",
  ),
  row('a plan.json with null', on('sample', write('plan.json', 'null')), "'<dir>/run/plan.json' must hold a JSON object, not null."),
  row(
    'a plan without intervals',
    on('evaluate', plan()),
    "'<dir>/run/plan.json' is damaged: intervals: must have at least 1 item, got [].",
  ),
  row(
    'a plan with an end in words',
    on('evaluate', plan({ index: 0, start: 0.001, end: 'T' })),
    `'<dir>/run/plan.json' is damaged: intervals[0].end: expected a number, got "T".`,
  ),
  row(
    'a plan with a gap',
    on('evaluate', plan({ index: 0, start: 0.001, end: 0.4 }, { index: 1, start: 0.5, end: 1 })),
    "'<dir>/run/plan.json' is damaged: Interval 1 starts at 0.5, but the plan has covered time up to 0.4; intervals must meet without gap or overlap.",
  ),
  row(
    'a plan with another edge',
    on('evaluate', plan({ index: 0, start: 0.001, end: 0.4 }, { index: 1, start: 0.4, end: 1 })),
    "<dir>/run/intervals/0000/checkpoint.safetensors belongs to another run: its end is 0.5005, this one's is 0.4; choose another output folder or the experiment that made it.",
  ),
  row(
    'a truncated study.json',
    (shop) => {
      const study = shop.run('study');
      write('study.json', '{')(study);
      return ['evaluate', study];
    },
    "'<dir>/run/study.json' is not valid JSON: …",
  ),
  row(
    'a study.json without runs',
    on('evaluate', write('study.json', '{"runs": []}')),
    "'<dir>/run/study.json' is damaged: runs: must have at least 1 item, got [].",
  ),
  row(
    'a study.json with a run that is not there',
    on('evaluate', write('study.json', '{"runs": ["none"]}')),
    "Cannot read '<dir>/run/none/experiment.json': there is no such file or directory.",
  ),
  row(
    'a study.json that leaves its folder',
    on('evaluate', write('study.json', '{"runs": [".."]}')),
    `'<dir>/run/study.json' is damaged: runs[0]: a name is made of letters, digits, dots, dashes and underscores, and does not begin with a dot or dash, got "..".`,
  ),
  row('a truncated metrics.json', evaluated(write('metrics.json', '{"name"')), "'<dir>/run/metrics.json' is not valid JSON: …"),
  row(
    'an empty metrics.json',
    evaluated(write('metrics.json', '{}')),
    "'<dir>/run/metrics.json' is damaged: name: expected a text, got nothing.",
  ),
  row(
    'a metrics.json with a measurement in words',
    evaluated(write('metrics.json', '{"name": "tiny", "measurements": {"nll": "good"}}')),
    `'<dir>/run/metrics.json' is damaged: measurements.nll: expected an object, got "good".`,
  ),
  row(
    'no evaluation.safetensors',
    evaluated((run) => rmSync(join(run, 'evaluation.safetensors'))),
    "Cannot read '<dir>/run/evaluation.safetensors': there is no such file or directory.",
  ),
  row(
    'a truncated evaluation.safetensors',
    evaluated((run) => writeFileSync(join(run, 'evaluation.safetensors'), 'abc')),
    "'<dir>/run/evaluation.safetensors' is not a valid safetensors file: it ends after 3 bytes, before the length of its header.",
  ),
];

/** Places where results cannot go. */
export const outputs = [
  row(
    'samples below a file',
    (shop) => ['sample', shop.run(), '--out', `${shop.file('file')}/samples.npy`],
    "Cannot write '<dir>/file/samples.npy': a part of the path is a file, not a directory.",
  ),
  row(
    'samples over a folder',
    (shop) => ['sample', shop.run(), '--out', shop.folder('out')],
    "Cannot write '<dir>/out': it is a directory, not a file.",
  ),
  row(
    'a report below a file',
    (shop) => ['report', shop.run('evaluated'), '--out', shop.file('out')],
    "Cannot write '<dir>/out/report.html': a part of the path is a file, not a directory.",
  ),
  row(
    'metrics over a folder',
    on('evaluate', (run) => mkdirSync(join(run, 'metrics.json'))),
    "Cannot write '<dir>/run/metrics.json': it is a directory, not a file.",
  ),
];
