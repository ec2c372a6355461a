import {
  Dataset,
  parameterCount,
  ScoreNetwork,
  tokenName,
  type Backend,
  type ComponentSpec,
  type Registry,
  type TrainEvent,
} from '@partita/core';
import { denoisingBatch, denoisingLoss, rowWeight, trainInterval, type DenoisingBatch } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { NotTried, type Check, type Subject } from './check.ts';
import { worstError } from './numbers.ts';
import { piecesOf, trainingOf, type ShortTraining } from './short-training.ts';

/** A short training of every kind of network there is, with the loop that trains for real; networks of plugins take part. */
export const networkChecks = (registry: Registry, updates: number): Check[] =>
  registry.components(tokenName(ScoreNetwork)).map(({ kind, small }): Check => ({
    group: 'networks',
    name: `${kind}: loss after ${updates} updates`,
    tolerance: 1e-4,
    async measure(subject) {
      const network: ComponentSpec = { ...(small as object | undefined), kind };
      const short = { updates, network, ...dataFor(network, subject) };
      const [found, expected] = [await lossOn(subject.backend, subject, short), await lossOn(subject.reference, subject, short)];
      return worstError([found], [expected]);
    },
  }));

/** Numbers in a batch, about: images come in fewer rows. */
const NUMBERS = 1024;
const FEWEST_ROWS = 2;
const MOST_ROWS = 64;

/** Rows longer than those of the plane, for networks of signals. */
const SIGNALS: ComponentSpec = { kind: 'lattice', dimension: 8 };

/** The first kind of data that a network can learn, of those that need no options and of signals, and how many rows of it make a batch. @throws NotTried */
function dataFor(network: ComponentSpec, subject: Subject): Pick<ShortTraining, 'dataset' | 'batchSize'> {
  const reasons: string[] = [];
  const kinds = subject.registry.components(tokenName(Dataset)).map(({ kind }): ComponentSpec => ({ kind }));
  for (const dataset of [...kinds, SIGNALS])
    try {
      const { container } = piecesOf(subject, subject.reference, { updates: 1, network, dataset });
      container.resolve(ScoreNetwork);
      const dimension = container.resolve(Dataset).shape.reduce((product, n) => product * n, 1);
      return { dataset, batchSize: Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.round(NUMBERS / dimension))) };
    } catch (error) {
      reasons.push(String(error));
    }
  throw new NotTried(`No data set that needs no options suits it: ${reasons.at(-1) ?? 'there is none'}`);
}

/** The last held-out loss of a training; the loss of one batch where there is nothing to train. */
async function lossOn(backend: Backend, subject: Subject, short: ShortTraining): Promise<number> {
  await backend.start();
  const inputs = trainingOf(piecesOf(subject, backend, short));
  if (parameterCount(inputs.network.parameters) === 0) return lossOfBatch(inputs);
  let last = NaN;
  const listener = (event: TrainEvent): void => {
    if (event.type === 'held-out') last = event.loss;
  };
  await trainInterval({ ...inputs, listener, signal: new AbortController().signal });
  return last;
}

async function lossOfBatch({ backend, network, prediction, source, weighting, training }: ReturnType<typeof trainingOf>): Promise<number> {
  const program = backend.compile((batch: DenoisingBatch) => ({ loss: denoisingLoss(network, prediction, {}, batch) }));
  const batch = await denoisingBatch(source, rowWeight(source, weighting, prediction), { split: 'train', ...training }, 0);
  const { loss } = program(batch);
  const [value = NaN] = await loss.data();
  tf.dispose([loss, batch] as unknown as tf.TensorContainer);
  program.dispose();
  return value;
}
