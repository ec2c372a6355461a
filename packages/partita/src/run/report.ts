import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { decodeSafetensors, eventsPath, readEvents } from '@partita/checkpoints';
import { Dataset, describeFileError, PartitaError, Sde, type Checkpoint, type TimeInterval } from '@partita/core';
import { writeReport, type DensityPanel, type LossCurves, type RunReport } from '@partita/report';
import { evaluationSchema } from './evaluation.ts';
import { readAs } from './read-as.ts';
import { imagesOf } from './report-images.ts';
import { requireWritable } from './require-writable.ts';
import type { Run } from './run.ts';
import { runFiles } from './run-files.ts';
import type { Study } from './start.ts';
import { secondsOf } from './training-seconds.ts';
import { versions } from './versions.ts';

/** Draws the page and the figures of a study's evaluated runs; returns the page's path. */
export async function reportStudy(
  { directory, runs }: Study,
  command = `partita report ${runs.map((run) => run.directory).join(' ')}`,
): Promise<string> {
  await requireWritable(runFiles(directory).report);
  const reports = await Promise.all(runs.map(reportOf));
  const datasets = [...new Set(reports.map(({ dataset }) => dataset))].join(', ');
  await writeReport(
    {
      title:
        runs.length === 1 ? `${(runs[0] as Run).name} on ${datasets}` : `${reports.map(({ name }) => name).join(' and ')} on ${datasets}`,
      runs: reports,
      command,
      notes: [...new Set(runs.flatMap(({ experiment }) => experiment.notes))],
      versions: versions(),
      machine: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    },
    directory,
  );
  return runFiles(directory).report;
}

async function reportOf(run: Run): Promise<RunReport> {
  const files = runFiles(run.directory);
  if (!existsSync(files.metrics))
    throw new PartitaError(`'${run.directory}' has not been evaluated; run 'partita evaluate ${run.directory}' first.`);
  const evaluation = await readAs(evaluationSchema, files.metrics);
  const arrays = await readArrays(files.evaluation);
  const { experiment, pieces, plan } = run;
  const sde = pieces.resolve(Sde);
  const dataset = pieces.resolve(Dataset);
  const isPlanar = dataset.shape.length === 1 && dataset.shape[0] === 2;
  const samples = arrays['samples']?.data;
  const images = await imagesOf(run, arrays);
  return {
    name: run.name,
    dataset: experiment.dataset.kind,
    intervals: plan.map(({ index, start, end }) => ({ index, start, end, logSnr: [sde.logSnr(start), sde.logSnr(end)] })),
    curves: await Promise.all(plan.map((interval) => curvesOf(run, interval))),
    rows: [
      { label: 'partition', value: describe(experiment.partition) },
      { label: 'network', value: describe(experiment.network) },
      { label: 'updates per network', value: String(experiment.training.steps) },
      { label: 'batch size', value: String(experiment.training.batchSize) },
      { label: 'learning rate', value: `${experiment.training.learningRate}, ${experiment.schedule.kind}` },
      ...(plan.length > experiment.evaluation.networksInMemory
        ? [{ label: 'networks in memory', value: `${experiment.evaluation.networksInMemory} of ${plan.length} at a time` }]
        : []),
      { label: 'seed', value: String(experiment.seed) },
    ],
    measurements: Object.entries(evaluation.measurements).map(([name, measurement]) => ({ name, ...measurement })),
    updates: evaluation.updates,
    parameters: evaluation.parameters,
    trainingSeconds: evaluation.trainingSeconds,
    ...(isPlanar && samples
      ? { samples, data: await dataset.batch({ split: 'test', seed: experiment.seed, index: 0, size: samples.length / 2 }) }
      : {}),
    ...(images ? { images } : {}),
    densities: panelsOf(arrays),
    experimentJson: JSON.stringify(experiment, null, 2),
  };
}

const describe = ({ kind, ...options }: { kind: string }): string =>
  [
    kind,
    ...Object.entries(options).map(([name, value]) => `${name} ${Array.isArray(value) ? value.join('-') : JSON.stringify(value)}`),
  ].join(', ');

async function readArrays(path: string): Promise<Checkpoint['tensors']> {
  try {
    return decodeSafetensors(await readFile(path), `'${path}'`).tensors;
  } catch (error) {
    throw error instanceof PartitaError ? error : describeFileError('read', path, error);
  }
}

function panelsOf(arrays: Checkpoint['tensors']): DensityPanel[] {
  const extent = arrays['extent']?.data[0] ?? 1;
  return Object.entries(arrays).flatMap(([name, { shape, data }]) => {
    const time = /^density\/(.+)\/model$/.exec(name)?.[1];
    if (time === undefined) return [];
    const exact = arrays[`density/${time}/exact`]?.data;
    return [
      {
        t: Number(time),
        side: shape[0] as number,
        extent: [-extent, extent],
        model: data,
        ...(exact ? { exact } : {}),
      } satisfies DensityPanel,
    ];
  });
}

async function curvesOf({ directory }: Run, { index }: TimeInterval): Promise<LossCurves> {
  const events = await readEvents(eventsPath(directory, index));
  const points = (type: 'progress' | 'held-out') =>
    events.flatMap((event) => (event.type === type ? [{ step: event.step, loss: event.loss }] : []));
  return { interval: index, training: points('progress'), heldOut: points('held-out'), seconds: secondsOf(events) };
}
