import { trainInterval } from '@partita/training';
import type { Check, Subject } from './check.ts';
import { worstError } from './numbers.ts';
import { piecesOf, trainingOf, type Pieces } from './short-training.ts';

const UPDATES = 8;

/** A training that is stopped half way and goes on ends with the very weights of one that is left in peace. */
export const cancellationCheck: Check = {
  group: 'cancellation',
  name: 'weights of a training stopped and resumed',
  tolerance: 0,
  async measure(subject) {
    const [stopped, whole] = [await prepared(subject), await prepared(subject)];
    await train(stopped, 3);
    const { last } = stopped.shelf;
    if (!(Number(last?.metadata['step']) < UPDATES)) throw new Error('a training that was stopped left no checkpoint of an earlier step');
    await train(stopped);
    await train(whole);
    return worstError(stopped.shelf.numbers(), whole.shelf.numbers());
  },
};

async function prepared(subject: Subject): Promise<Pieces> {
  await subject.backend.start();
  return piecesOf(subject, subject.backend, { updates: UPDATES });
}

/** @param stopAfter batches that are drawn before the signal comes */
async function train(pieces: Pieces, stopAfter = Infinity): Promise<void> {
  const stop = new AbortController();
  const inputs = trainingOf(pieces);
  const { dataset } = inputs.source;
  let drawn = 0;
  const counted: typeof dataset = {
    ...dataset,
    shape: dataset.shape,
    batch(request) {
      if (request.split === 'train' && ++drawn > stopAfter) stop.abort();
      return dataset.batch(request);
    },
  };
  await trainInterval({ ...inputs, source: { ...inputs.source, dataset: counted }, listener: () => undefined, signal: stop.signal });
}
