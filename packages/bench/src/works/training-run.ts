import {
  Averaging,
  Container,
  Dataset,
  experimentSchema,
  LearningRate,
  Registry,
  TimeSampling,
  Weighting,
  type CheckpointStore,
} from '@partita/core';
import { datasetsPlugin } from '@partita/datasets';
import { epsilonPrediction, trainingPlugin, trainInterval } from '@partita/training';
import { Gate } from './gate.ts';
import { makeNetwork, PAPER_NETWORK, SDE, T_MIN, type NetworkSettings } from './paper-network.ts';
import { trainingFlops } from './training-step.ts';
import { ONLY, type Programs, type Work } from './work.ts';

export interface TrainingRunSettings extends NetworkSettings {
  readonly batch: number;
}

/** `trainInterval` itself on eight Gaussians: what a training step is to a user, data, times and noise drawn on the host. */
export const trainingRun = (settings: TrainingRunSettings = { ...PAPER_NETWORK, batch: 512 }): Work => ({
  name: 'training-run',
  title: 'training steps, with drawing data, times and noise',
  settings,
  flops: trainingFlops(settings),
});

/** Far more steps than any measurement takes. */
const ENDLESS = 1e9;

export const trainingRunPrograms: Programs<TrainingRunSettings> = (backend, settings) => [
  {
    choice: ONLY,
    async make() {
      const gate = new Gate();
      const stop = new AbortController();
      const container = new Container(new Registry([datasetsPlugin, trainingPlugin]));
      const training = experimentSchema.shape.training.parse({});
      const run = trainInterval({
        backend,
        source: {
          dataset: waitingAt(gate, container.build(Dataset, 'gaussian-mixture')),
          sde: SDE,
          times: container.build(TimeSampling, 'log-snr'),
          interval: { index: 0, start: T_MIN, end: SDE.horizon },
          seed: 0,
        },
        network: makeNetwork(settings),
        prediction: epsilonPrediction,
        weighting: container.build(Weighting, 'uniform'),
        schedule: container.build(LearningRate, 'constant'),
        averaging: container.build(Averaging, 'exponential'),
        training: { ...training, batchSize: settings.batch, steps: ENDLESS, heldOutEvery: ENDLESS, checkpointEvery: ENDLESS },
        store: FORGETFUL,
        experiment: 'throughput',
        listener: () => undefined,
        signal: stop.signal,
      });
      run.catch((error: unknown) => gate.fail(error as Error));
      await gate.once();
      return {
        iterate: () => gate.once(),
        settle: () => Promise.resolve(),
        values: () => Promise.resolve([]),
        async dispose() {
          stop.abort();
          gate.leaveOpen();
          await run.catch(() => undefined);
        },
      };
    },
  },
];

/** The data set, made to wait before each training batch. */
const waitingAt = (gate: Gate, dataset: Dataset): Dataset => ({
  ...dataset,
  shape: dataset.shape,
  async batch(request) {
    if (request.split === 'train') await gate.pass();
    return dataset.batch(request);
  },
});

/** Keeps no checkpoint. */
const FORGETFUL: CheckpointStore = {
  save: () => Promise.resolve(),
  load: () => Promise.resolve(undefined),
  describe: () => 'nowhere',
};
