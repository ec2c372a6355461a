import type { Check } from './check.ts';
import { worstError } from './numbers.ts';
import { updatesOn } from './updates.ts';

/** Enough to see what grows. */
const LEAK_UPDATES = 20;

/** Losses of the paper's network over `updates` updates; and what is held on to meanwhile. */
export const updateChecks = (updates: number): Check[] => [
  {
    group: 'training',
    name: `losses of ${updates} updates`,
    tolerance: 1e-4,
    async measure(subject) {
      const { losses: found } = await updatesOn(subject.backend, subject, { updates });
      const { losses: expected } = await updatesOn(subject.reference, subject, { updates });
      return expected.reduce((worst, loss, n) => Math.max(worst, worstError([found[n] ?? NaN], [loss])), 0);
    },
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
