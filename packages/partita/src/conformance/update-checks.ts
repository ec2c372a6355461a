import type { Check, Subject } from './check.ts';
import { worstError } from './numbers.ts';
import type { ShortTraining } from './short-training.ts';
import { updatesOn } from './updates.ts';

/** Enough to see what grows. */
const LEAK_UPDATES = 20;

/** Enough to see a wrong gradient in the losses. */
const FEW_UPDATES = 5;

/** How far the losses of some updates are from those of the reference, whose batches go through the network whole. */
async function lossError(subject: Subject, { accumulate = 1, updates }: ShortTraining): Promise<number> {
  const { losses: found } = await updatesOn(subject.backend, subject, { updates, accumulate });
  const { losses: expected } = await updatesOn(subject.reference, subject, { updates });
  return expected.reduce((worst, loss, n) => Math.max(worst, worstError([found[n] ?? NaN], [loss])), 0);
}

/** Losses of the paper's network over `updates` updates; and what is held on to meanwhile. */
export const updateChecks = (updates: number): Check[] => [
  { group: 'training', name: `losses of ${updates} updates`, tolerance: 1e-4, measure: (subject) => lossError(subject, { updates }) },
  {
    group: 'training',
    name: `losses of ${FEW_UPDATES} updates, each in four parts`,
    tolerance: 1e-4,
    measure: (subject) => lossError(subject, { updates: FEW_UPDATES, accumulate: 4 }),
  },
  {
    group: 'training',
    name: `tensors and bytes gained in ${LEAK_UPDATES} updates`,
    tolerance: 0,
    async measure(subject) {
      const { held } = await updatesOn(subject.backend, subject, { updates: LEAK_UPDATES });
      const [first, last] = [held[0], held.at(-1)];
      return Math.abs((last?.tensors ?? NaN) - (first?.tensors ?? NaN)) + Math.abs((last?.bytes ?? NaN) - (first?.bytes ?? NaN));
    },
  },
];
