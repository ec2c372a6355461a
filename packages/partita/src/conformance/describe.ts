import { table } from '../command/table.ts';
import type { Finding } from './check.ts';
import type { Conformance } from './examine-runtime.ts';

const MARKS = { passed: '✓', failed: '✗', 'not tried': '–' } as const satisfies Record<Finding['outcome'], string>;

/** Checks that a runtime which runs here does not pass. */
export const failuresOf = ({ isHere, findings }: Conformance): Finding[] =>
  isHere ? findings.filter(({ outcome }) => outcome === 'failed') : [];

/** A runtime's findings as a table, with one line above that sums them up. */
export function describeConformance(conformance: Conformance): string {
  const { runtime, isHere, reason, device, seconds, findings } = conformance;
  if (!isHere) return `${runtime}: not here: ${reason ?? ''}\n`;
  const failures = failuresOf(conformance).length;
  const tried = findings.filter(({ outcome }) => outcome !== 'not tried').length;
  const verdict = failures === 0 ? `passes all ${tried} checks` : `fails ${failures} of ${tried} checks`;
  const rows = findings.map(({ group, name, tolerance, outcome, worst, reason: why }) => [
    MARKS[outcome],
    group,
    name,
    worst === undefined ? '' : small(worst),
    small(tolerance),
    why ?? '',
  ]);
  const on = device === undefined ? '' : ` on ${device}`;
  return `${runtime}${on} ${verdict} in ${seconds.toFixed(0)} s\n${table(['', 'group', 'check', 'worst error', 'tolerance', ''], rows)}\n`;
}

const small = (error: number): string => (error === 0 ? '0' : Number.isFinite(error) ? error.toExponential(1) : 'infinite');
