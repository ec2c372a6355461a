import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  Backend,
  Dataset,
  Executor,
  experimentHash,
  JobBody,
  PartitaError,
  Prediction,
  ScoreNetwork,
  Sde,
  type Experiment,
  type LossProfile,
  type Registry,
  type TrainJob,
  type TrainListener,
} from '@partita/core';
import { lossProfile, roleVector } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { lastCheckpoint } from '../composition/load-score.ts';
import { intervalContainer, runContainer } from '../composition/run-container.ts';
import { runJob } from './job-body.ts';
import { writeJson } from './json-file.ts';
import { readAs } from './read-as.ts';

/** A pilot: an ordinary training of one network for all times. */
export interface Pilot {
  /** In the folder of the run or study that looks at it: `pilots/<fingerprint>`, shared by all variants whose pilots are equal. */
  readonly directory: string;
  readonly experiment: Experiment;
}

export function pilotOf(experiment: Experiment, directory: string): Pilot {
  const { partition: _cut, budget: _share, ...rest } = experiment;
  const training = { ...experiment.training, steps: experiment.pilot.steps };
  const pilot: Experiment = { ...rest, name: 'pilot', partition: { kind: 'single' }, budget: { kind: 'uniform' }, training };
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
  await run.resolve(Executor).run([job], listener, signal);
  if (signal.aborted) throw new PartitaError('Interrupted before the plan was made; --resume goes on from the pilot as far as it got.');

  const pieces = intervalContainer(run, experiment, interval);
  const [backend, network] = [pieces.resolve(Backend), pieces.resolve(ScoreNetwork)];
  await backend.start();
  const vector = tf.tensor1d(roleVector(network, await lastCheckpoint(pieces, experiment, interval), 'ema', directory));
  try {
    const { tMin, seed, pilot } = experiment;
    const [dataset, sde, prediction] = [pieces.resolve(Dataset), pieces.resolve(Sde), pieces.resolve(Prediction)];
    const bins = await lossProfile({ backend, dataset, sde, tMin, seed, network, prediction, vector, pilot });
    await writeJson(file, { bins });
    return bins;
  } finally {
    vector.dispose();
    await backend.stop();
  }
}
