/** A run's folder as a page holds it: the same files that the command writes and reads, by name. */
import { decodeCheckpoint, encodeCheckpoint, encodeSafetensors } from '@partita/checkpoints/bytes';
import { messageOf, PartitaError, type Checkpoint, type Experiment, type TimeInterval, type TrainEvent } from '@partita/core';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Outline, Picture, Sources, Wish } from '../lab/inquiry.ts';

export type Files = Readonly<Record<string, Uint8Array>>;

/** What is kept of a training. */
export interface Kept {
  readonly outline: Outline;
  readonly sources: Sources;
  readonly checkpoints: ReadonlyMap<number, Checkpoint>;
  readonly events: ReadonlyMap<number, readonly TrainEvent[]>;
  readonly picture?: Picture;
}

/** What a folder holds; only checkpoints where it is not a whole run. */
export interface Found {
  readonly wish?: Wish;
  readonly plan?: readonly TimeInterval[];
  readonly sources: Sources;
  readonly checkpoints: readonly { readonly name: string; readonly checkpoint: Checkpoint }[];
  readonly events: ReadonlyMap<number, readonly TrainEvent[]>;
}

const folderOf = (interval: number): string => `intervals/${String(interval).padStart(4, '0')}`;
const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 2)}\n`);

/** A training as the files of a run. */
export function runFolder({ outline, sources, checkpoints, events, picture }: Kept): Files {
  const { executor: _page, ...experiment }: Experiment = outline.experiment;
  const files: Record<string, Uint8Array> = {
    'experiment.json': json({ ...experiment, plugins: Object.keys(sources).map((name) => `./${name}`) }),
    'plan.json': json({ intervals: outline.plan }),
  };
  for (const [name, code] of Object.entries(sources)) files[name] = strToU8(code);
  for (const [interval, checkpoint] of checkpoints) files[`${folderOf(interval)}/checkpoint.safetensors`] = encodeCheckpoint(checkpoint);
  for (const [interval, told] of events)
    files[`${folderOf(interval)}/events.jsonl`] = strToU8(told.map((event) => `${JSON.stringify(event)}\n`).join(''));
  if (picture) files['evaluation.safetensors'] = evaluationFile(outline, picture);
  return files;
}

/** The page's pictures as numbers, under the names that `partita evaluate` gives its own. */
function evaluationFile({ extent, exact, axis }: Outline, { density, samples }: Picture): Uint8Array {
  const square = ({ side, values }: Picture['density']) => ({ shape: [side, side], data: values });
  return encodeSafetensors({
    metadata: {},
    tensors: {
      extent: { shape: [1], data: Float32Array.of(extent) },
      samples: { shape: [samples.length / 2, 2], data: samples },
      [`density/${axis.tMin}/model`]: square(density),
      ...(exact ? { [`density/${axis.tMin}/exact`]: square(exact.density) } : {}),
    },
  });
}

/** Files in a zip, in a folder of that name; weights do not get smaller. */
export const zipped = (files: Files, folder: string): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${folder}/${name}`, bytes])), { level: 0 });

/** What chosen files are by their names: those in a zip, in a folder, or by themselves. @throws PartitaError when a zip is damaged */
export async function filesOf(chosen: Iterable<File>): Promise<Files> {
  const files: Record<string, Uint8Array> = {};
  for (const file of chosen) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (file.name.endsWith('.zip')) Object.assign(files, unzipped(file.name, bytes));
    else files[unused(file.webkitRelativePath || file.name, files)] = bytes;
  }
  return files;
}

/** Checkpoints of several intervals have one name each; what is inside tells them apart. */
function unused(name: string, files: Files): string {
  let wanted = name;
  for (let n = 2; wanted in files; n++) wanted = `${n}/${name}`;
  return wanted;
}

function unzipped(name: string, bytes: Uint8Array): Files {
  try {
    return unzipSync(bytes);
  } catch (error) {
    throw new PartitaError(`'${name}' cannot be read as a zip file: ${messageOf(error)}.`, { cause: error });
  }
}

/** Reads a run's files. @throws PartitaError in one sentence on the first thing wrong */
export function readFolder(files: Files): Found {
  const names = Object.keys(files);
  const find = (file: string): string | undefined => names.find((name) => name === file || name.endsWith(`/${file}`));
  const experiment = find('experiment.json');
  const plan = find('plan.json');
  const checkpoints = names
    .filter((name) => /(^|\/)(?!evaluation)(?!.*\.previous)[^/]*\.safetensors$/.test(name))
    .map((name) => ({ name: `'${name}'`, checkpoint: decodeCheckpoint(files[name] as Uint8Array, `'${name}'`) }));
  if (experiment === undefined && checkpoints.length === 0)
    throw new PartitaError(
      'There is no experiment.json and no checkpoint among these files; open a run’s folder, its zip, or its .safetensors files.',
    );
  const wish = experiment === undefined ? undefined : wishOf(parse(experiment, files));
  const plugins = (wish?.['plugins'] as string[] | undefined) ?? [];
  const sources = plugins.map((specifier) => {
    const name = specifier.split(/[/\\]/).at(-1) as string;
    const found = find(name);
    if (found === undefined) throw new PartitaError(`experiment.json names the plugin '${specifier}', which is not among these files.`);
    return [name, strFromU8(files[found] as Uint8Array)] as const;
  });
  return {
    ...(wish ? { wish } : {}),
    ...(plan === undefined ? {} : { plan: parse(plan, files)['intervals'] as readonly TimeInterval[] }),
    sources: Object.fromEntries(sources),
    checkpoints,
    events: new Map(names.flatMap((name) => eventsOf(name, files[name] as Uint8Array))),
  };
}

function parse(name: string, files: Files): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(strFromU8(files[name] as Uint8Array));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new PartitaError(`'${name}' is not valid JSON: ${messageOf(error)}.`, { cause: error });
  }
  throw new PartitaError(`'${name}' must hold a JSON object.`);
}

/** A page trains in its own way. */
const wishOf = ({ executor: _elsewhere, ...wish }: Record<string, unknown>): Wish => wish;

function eventsOf(name: string, bytes: Uint8Array): [number, TrainEvent[]][] {
  const interval = /(?:^|\/)intervals\/(\d+)\/events\.jsonl$/.exec(name)?.[1];
  if (interval === undefined) return [];
  const lines = strFromU8(bytes)
    .split('\n')
    .filter((line) => line.startsWith('{"type":') && line.endsWith('}'));
  return [[Number(interval), lines.map((line) => JSON.parse(line) as TrainEvent)]];
}
