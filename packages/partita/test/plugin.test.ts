import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { command, scratch } from './command.ts';

const plugin = fileURLToPath(new URL('../../../docs/examples/partition-plugin/src/geometric.ts', import.meta.url));

it("trains, evaluates and samples a stranger's partition through the command, in worker processes", { timeout: 120_000 }, async () => {
  const run = join(scratch(), 'geometric');
  const tiny = [
    'training.steps=4',
    'training.batchSize=16',
    'network.widths=[8]',
    'evaluation.points=20',
    'evaluation.samples=20',
    'evaluation.densityGrid=4',
  ];
  const settings = [...tiny, 'partition.kind=geometric', 'partition.intervals=3', 'partition.ratio=2'].flatMap((setting) => [
    '--set',
    setting,
  ]);
  await command('train', 'hg', '--plugin', plugin, ...settings, '--out', run);

  const { intervals } = JSON.parse(readFileSync(join(run, 'plan.json'), 'utf8')) as { intervals: { start: number; end: number }[] };
  const lengths = intervals.map(({ start, end }) => end - start);
  expect(lengths[1]! / lengths[0]!).toBeCloseTo(2, 9);
  expect(lengths[2]! / lengths[1]!).toBeCloseTo(2, 9);

  const evaluated = JSON.parse((await command('evaluate', run, '--json')).trim().split('\n').at(-1)!) as {
    runs: [{ networks: number; updates: number }];
  };
  expect(evaluated.runs[0]).toMatchObject({ networks: 3, updates: 12 });
  await command('sample', run, '--count', '7');
  expect(readFileSync(join(run, 'samples.npy')).subarray(0, 6).toString('latin1')).toBe('\x93NUMPY');
  await command('report', run);
  expect(readFileSync(join(run, 'report.html'), 'utf8')).toContain('geometric');
});

it('loads a TypeScript plugin from a project that is not of ES modules, as npm init makes it', { timeout: 60_000 }, async () => {
  const project = scratch();
  mkdirSync(join(project, 'node_modules'));
  for (const name of ['@partita', 'zod'])
    symlinkSync(fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url)), join(project, 'node_modules', name));
  writeFileSync(join(project, 'package.json'), '{ "name": "theirs" }');
  for (const file of ['theirs.ts', 'theirs.mts']) {
    copyFileSync(plugin, join(project, file));
    expect(await command('list', 'Partition', '--plugin', join(project, file))).toContain('geometric');
  }
});

it('finds a plugin that lies in the folder of its run, wherever that is', { timeout: 60_000 }, async () => {
  const run = join(scratch(), 'carried');
  const settings = ['training.steps=2', 'training.batchSize=8', 'network.widths=[4]', 'partition.kind=geometric'];
  await command('train', 'hg', '--plugin', plugin, ...settings.flatMap((setting) => ['--set', setting]), '--out', run);
  const file = join(run, 'experiment.json');
  const experiment = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  mkdirSync(join(run, 'node_modules'));
  for (const name of ['@partita', 'zod'])
    symlinkSync(fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url)), join(run, 'node_modules', name));
  copyFileSync(plugin, join(run, 'own.mts'));
  writeFileSync(file, JSON.stringify({ ...experiment, plugins: ['./own.mts'] }));
  await command('sample', run, '--count', '3');
  expect(readFileSync(join(run, 'samples.npy')).subarray(0, 6).toString('latin1')).toBe('\x93NUMPY');
});
