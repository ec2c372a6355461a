import type { Registry } from '@partita/core';
import { cancellationCheck } from './cancellation-check.ts';
import { judge, type Check, type Finding, type Subject } from './check.ts';
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
  ...networkChecks(registry, Math.min(updates, 20)),
  ...scoreChecks(),
  cancellationCheck,
];

/** Makes the checks one after another; the listener is told of each before it begins. */
export async function conform(
  subject: Subject,
  checks: readonly Check[],
  listener: (check: Check, index: number) => void = () => undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [index, check] of checks.entries()) {
    listener(check, index);
    findings.push(await judge(check, subject));
  }
  await subject.backend.start();
  return findings;
}
