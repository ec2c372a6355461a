import { PartitaError } from '@partita/core';
import type { Verdict } from '../result/suite-result.ts';
import { verdictOf } from '../result/summarise-suite.ts';
import { difference } from '../statistics/over-seeds.ts';
import type { Interval } from '../statistics/ratio.ts';
import type { Measured, MeasuredResult } from './measured.ts';

export interface ResultComparison {
  readonly a: Omit<MeasuredResult, 'measured'>;
  readonly b: Omit<MeasuredResult, 'measured'>;
  /** In what the two differ beside what they found, in sentences. */
  readonly differences: readonly string[];
  readonly rows: readonly ComparedRow[];
  /** What only one of them measured. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

interface ComparedRow extends Pick<Measured, 'of' | 'quantity' | 'unit'> {
  readonly a: Interval;
  readonly b: Interval;
  /** b less a. */
  readonly difference: Interval;
  /** Of b against a. */
  readonly verdict: Verdict;
}

/** What two results both measured, b judged against a. @throws PartitaError when that is nothing */
export function compareResults(left: MeasuredResult, right: MeasuredResult): ResultComparison {
  const { measured: inA, ...a } = left;
  const { measured: inB, ...b } = right;
  const rows = inA.flatMap((one): ComparedRow[] => {
    const other = inB.find((each) => keyOf(each) === keyOf(one));
    if (!other) return [];
    const change = difference(other.findings, one.findings);
    const { of, quantity, unit, better } = one;
    return [{ of, quantity, unit, a: one.mean, b: other.mean, difference: change, verdict: verdictOf(change, better) }];
  });
  if (rows.length === 0)
    throw new PartitaError(
      a.suite === b.suite
        ? `The two results of '${a.suite}' measured nothing in common.`
        : `A result of '${a.suite}' and one of '${b.suite}' measured nothing in common; compare two of one suite.`,
    );
  return { a, b, differences: differencesOf(a, b), rows, onlyA: missing(inA, inB), onlyB: missing(inB, inA) };
}

const keyOf = ({ of, quantity }: Measured): string => `${of}: ${quantity}`;

const missing = (from: readonly Measured[], by: readonly Measured[]): string[] => {
  const there = new Set(by.map(({ of }) => of));
  return [...new Set(from.map(({ of }) => of))].filter((of) => !there.has(of));
};

function differencesOf(a: ResultComparison['a'], b: ResultComparison['b']): string[] {
  const unlike = (what: string, left: string, right: string): string[] => (left === right ? [] : [`${what}: ${left} in a, ${right} in b.`]);
  const names = [...new Set([...Object.keys(a.versions), ...Object.keys(b.versions)])];
  return [
    ...unlike('Suites differ', a.suite, b.suite),
    ...unlike('Machines differ, so that times cannot be compared', a.machine, b.machine),
    ...unlike('Budgets differ', a.budget, b.budget),
    ...names.flatMap((name) => unlike(`Versions of ${name} differ`, a.versions[name] ?? 'none', b.versions[name] ?? 'none')),
  ];
}
