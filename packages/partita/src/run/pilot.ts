import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  Backend,
  Executor,
  experimentHash,
  JobBody,
  PartitaError,
  Sde,
  type Experiment,
  type LossProfile,
  type Registry,
  type TrainJob,
  type TrainListener,
} from '@partita/core';
import { z } from 'zod';
import { lastCheckpoint } from '../composition/load-score.ts';
import { intervalContainer } from '../composition/experiment-container.ts';
import { measurePilot, pilotExperiment } from '../composition/pilot-experiment.ts';
import { runContainer } from '../composition/run-container.ts';
import { runJob } from './job-body.ts';
import { writeJson } from './json-file.ts';
import { readAs } from './read-as.ts';
import { runFiles } from './run-files.ts';
import { writeTogether } from './write-together.ts';

/** A pilot: an ordinary training of one network for all times. */
export interface Pilot {
  /** In the folder of the run or study that looks at it: `pilots/<fingerprint>`, shared by all variants whose pilots are equal. */
  readonly directory: string;
  readonly experiment: Experiment;
}

export function pilotOf(experiment: Experiment, directory: string): Pilot {
  const pilot = pilotExperiment(experiment);
  return { directory: join(directory, 'pilots', experimentHash(pilot).slice(0, 12)), experiment: pilot };
}

const profileSchema = z.object({
  bins: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        width: z.number(),
        loss: z.number(),
        squaredLoss: z.number(),
        gradientVariance: z.number(),
      }),
    )
    .min(1),
});

/** What a pilot's network loses where: measured once, and then read from its folder. */
export async function pilotProfile(
  { directory, experiment }: Pilot,
  registry: Registry,
  listener: TrainListener,
  signal: AbortSignal,
): Promise<LossProfile> {
  const file = join(directory, 'profile.json');
  if (existsSync(file)) return (await readAs(profileSchema, file)).bins;
  const run = runContainer(registry, experiment, directory).provide(JobBody, runJob);
  const interval = { index: 0, start: experiment.tMin, end: run.resolve(Sde).horizon };
  const job: TrainJob = { run: directory, experiment, interval };
  await writeTogether([
    [runFiles(directory).experiment, experiment],
    [runFiles(directory).plan, { intervals: [interval] }],
  ]);
  await run.resolve(Executor).run([job], listener, signal);
  if (signal.aborted) throw new PartitaError('Interrupted before the plan was made; --resume goes on from the pilot as far as it got.');

  const pieces = intervalContainer(run, experiment, interval);
  await pieces.resolve(Backend).start();
  try {
    const bins = await measurePilot(pieces, experiment, await lastCheckpoint(pieces, experiment, interval));
    await writeJson(file, { bins });
    return bins;
  } finally {
    await pieces.resolve(Backend).stop();
  }
}
