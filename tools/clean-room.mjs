// Every public package as a stranger gets it: packed, installed from the tarballs into empty projects with nothing else, and used there.
//   npm run build && node tools/clean-room.mjs [--keep]
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packAll } from './clean-room/public-packages.mjs';
import { publishDry, versionCopy } from './clean-room/release.mjs';
import { check, expect, run } from './clean-room/shell.mjs';
import { checkTypes, importAll } from './clean-room/types.mjs';

const MOST_LINES = 15;
const PLUGIN = 'partita-plugin-clean';
const KIND = 'clean';
const TINY = ['training.steps=4', 'training.batchSize=16', 'network.widths=[8]', 'evaluation.points=20', 'evaluation.densityGrid=0'];
const SETTINGS = [`partition.kind=${KIND}`, 'partition.ratio=2', ...TINY].flatMap((setting) => ['--set', setting]);

const root = resolve(import.meta.dirname, '..');
const tools = join(root, 'tools/clean-room');
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const room = mkdtempSync(join(tmpdir(), 'partita-clean-room-'));
process.on('exit', () => process.argv.includes('--keep') || rmSync(room, { recursive: true, force: true }));

const project = (name) => {
  const folder = join(room, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }));
  return folder;
};
const install = (folder, ...what) => void run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...what);
const lastLine = (text) => JSON.parse(text.trim().split('\n').at(-1));
const checkpoint = (directory, index) => readFileSync(join(directory, 'intervals', index, 'checkpoint.safetensors'));

let tarballs;
check('every public package packs', () => {
  mkdirSync(join(room, 'tarballs'));
  tarballs = packAll(root, join(room, 'tarballs'));
  return `${tarballs.size} tarballs`;
});

const alone = project('own-score');
check('sde, samplers and likelihood install by themselves', () => {
  const names = ['core', 'sde', 'ode', 'samplers', 'likelihood', 'backend-wasm'].map((name) => tarballs.get(`@partita/${name}`));
  install(alone, ...names, '@tensorflow/tfjs-core@^4.22.0');
});
check("a user's own tfjs score, its types", () => {
  copyFileSync(join(tools, 'own-score.ts'), join(alone, 'own-score.ts'));
  return checkTypes(alone, 'own-score.ts', { tsc, emit: true });
});
check("a user's own tfjs score is drawn from and measured", () => {
  const lines = readFileSync(join(alone, 'own-score.ts'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '').length;
  expect(lines <= MOST_LINES, `It takes ${lines} lines, more than ${MOST_LINES}.`);
  const { logLikelihood, samples } = lastLine(run(alone, process.execPath, 'built/own-score.js'));
  const exact = -0.5 * (0.5 ** 2 / 0.25 + Math.log(2 * Math.PI * 0.25)); // of N(0, 1/4) at 0.5
  const variance = samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
  expect(Math.abs(logLikelihood - exact) < 0.01, `log p is ${logLikelihood}, not ${exact}.`);
  expect(Math.abs(variance - 0.25) < 0.05, `The variance of the samples is ${variance}, not 0.25.`);
  return `${lines} lines, log p ${logLikelihood.toFixed(3)} for ${exact.toFixed(3)}, variance ${variance.toFixed(3)} for 0.25`;
});

const whole = project('whole');
check('everything installs into an empty project', () => {
  install(whole, ...tarballs.values(), ...['typescript', 'vitest'].map(ours));
  return `${tarballs.size} packages`;
});
check('types of every package', () => {
  writeFileSync(join(whole, 'all.ts'), importAll([...tarballs.keys()]));
  return checkTypes(whole, 'all.ts', { tsc });
});
const plugin = join(whole, PLUGIN);
check('create-partita-plugin writes a plugin', () =>
  run(whole, 'npx', '--no', 'create-partita-plugin', PLUGIN, '--port', 'Partition').split('. ')[0].replace(/^.*: /, ''),
);
check('its tests pass as generated', () => run(plugin, 'npm', 'test').match(/Tests +\d+ passed/)[0]);
check('it checks, builds, lints as a package, packs and installs', () => {
  run(plugin, 'npm', 'run', 'check');
  run(plugin, 'npm', 'run', 'build');
  run(plugin, process.execPath, join(root, 'node_modules/publint/src/cli.js'), '--strict');
  const [{ filename }] = JSON.parse(run(plugin, 'npm', 'pack', '--json', '--silent', '--foreground-scripts=false'));
  install(whole, join(plugin, filename));
  return checkTypes(whole, program('plugin.ts', importAll([PLUGIN])), { tsc });
});

const directory = join(whole, 'runs/command');
check('the command trains it in worker processes', () => {
  run(whole, 'npx', '--no', 'partita', 'train', 'hg', '--plugin', PLUGIN, ...SETTINGS, '--out', directory);
  const { intervals } = JSON.parse(readFileSync(join(directory, 'plan.json'), 'utf8'));
  const { executor, plugins } = JSON.parse(readFileSync(join(directory, 'experiment.json'), 'utf8'));
  expect(executor.kind === 'local' && plugins.includes(PLUGIN), `experiment.json has ${JSON.stringify({ executor, plugins })}.`);
  for (const { index } of intervals)
    expect(existsSync(join(directory, 'intervals', String(index).padStart(4, '0'), 'worker.log')), `Interval ${index} had no worker.`);
  const [first, second] = intervals.map(({ start, end }) => end - start);
  expect(Math.abs(second / first - 2) < 1e-9, `The intervals grow by ${second / first}, not 2.`);
  return `${intervals.length} intervals`;
});
check('the command resumes it to the same bytes', () => {
  const before = checkpoint(directory, '0002');
  rmSync(join(directory, 'intervals/0002'), { recursive: true });
  run(whole, 'npx', '--no', 'partita', 'train', directory, '--resume');
  expect(before.equals(checkpoint(directory, '0002')), 'The interval that was trained again differs.');
});
check('the command evaluates it', () => {
  const { runs } = lastLine(run(whole, 'npx', '--no', 'partita', 'evaluate', directory, '--json'));
  const { value } = runs[0].measurements.nll;
  expect(Number.isFinite(value), `The NLL is ${value}.`);
  return `NLL ${value.toFixed(2)}`;
});
check('the library trains, resumes and evaluates it', () => {
  copyFileSync(join(tools, 'library.mjs'), join(whole, 'library.mjs'));
  const { finished, executor, nll, rows } = lastLine(run(whole, process.execPath, 'library.mjs', PLUGIN, KIND, 'runs/library'));
  expect(executor === 'local' && rows === 10 && Number.isFinite(nll), `The library says ${JSON.stringify({ executor, rows, nll })}.`);
  expect(finished.filter((index) => index === 1).length === 2, `The lost interval was not trained again: ${finished.join(', ')}.`);
  return `NLL ${nll.toFixed(2)}`;
});

check('changeset version, on a copy', () => versionCopy(root, join(room, 'copy')));
check('npm publish --dry-run', () => publishDry(root));

/** A tool at the version that this repository uses. */
function ours(name) {
  return `${name}@${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies[name]}`;
}

function program(name, text) {
  writeFileSync(join(whole, name), text);
  return name;
}
