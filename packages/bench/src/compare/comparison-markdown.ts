import { table } from '../result/markdown.ts';
import { within } from '../result/number-text.ts';
import { differenceText } from '../result/suite-tables.ts';
import type { ResultComparison } from './compare-results.ts';

/** A comparison for people. */
export function comparisonMarkdown({ a, b, differences, rows, onlyA, onlyB }: ResultComparison, fileA: string, fileB: string): string {
  const header = ['of', 'quantity', 'a', 'b', 'b less a', 'b is'];
  const body = rows.map((row) => [
    row.of,
    row.unit === '' ? row.quantity : `${row.quantity} (${row.unit})`,
    within(row.a),
    within(row.b),
    differenceText(row.difference),
    row.verdict,
  ]);
  const only = (name: string, list: readonly string[]): string[] => (list.length === 0 ? [] : [`Only in ${name}: ${list.join(', ')}.`]);
  return [
    `# ${a.suite === b.suite ? a.suite : `${a.suite} and ${b.suite}`}: two results`,
    `a: ${fileA}, measured ${a.date}. b: ${fileB}, measured ${b.date}.`,
    ...(differences.length === 0 ? [] : [differences.map((each) => `- ${each}`).join('\n')]),
    "Differences with Welch's 95 % intervals; better or worse only where the interval leaves out 0.",
    table(header, body),
    ...only('a', onlyA),
    ...only('b', onlyB),
  ]
    .join('\n\n')
    .concat('\n');
}
