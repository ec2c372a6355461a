import type { Registry } from '@partita/core';
import { cancellationCheck } from './cancellation-check.ts';
import type { Check } from './check.ts';
import { networkChecks } from './network-checks.ts';
import { opChecks } from './op-checks.ts';
import { scoreChecks } from './score-checks.ts';
import { updateChecks } from './update-checks.ts';

/**
 * All checks, in the order in which they are made: what is simple first.
 * @param updates of the longest training, 20 to 200
 */
export const allChecks = (registry: Registry, updates: number): Check[] => [
  ...opChecks(),
  ...updateChecks(updates),
  ...networkChecks(registry, Math.min(updates, 5)),
  ...scoreChecks(),
  cancellationCheck,
];
