import type { Subject } from './check.ts';
import { judge, type Check, type Finding } from './check.ts';
import { opChecks } from './op-checks.ts';

/** All checks, in the order in which they are made: what is simple first. */
export const allChecks = (): Check[] => [...opChecks()];

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
