import { cellTables, comparisonTables, curveTables, edgesTables, leagueTable, type SuiteTable } from './suite-tables.ts';
import { machineText } from './machine.ts';
import { table } from './markdown.ts';
import type { SuiteResult } from './suite-result.ts';

/** A suite's result for people: what was done, the league, every cell, the comparisons with controls, where time was cut. */
export function suiteMarkdown(result: SuiteResult): string {
  const tables = suiteTables(result).map(({ title, caption, header, rows }) => `## ${title}\n\n${caption}${table(header, rows)}`);
  return [`# ${result.title}`, ...facts(result), ...tables].join('\n\n').concat('\n');
}

export const suiteTables = (result: SuiteResult): SuiteTable[] => [
  ...leagueTable(result),
  ...cellTables(result),
  ...curveTables(result),
  ...comparisonTables(result),
  ...edgesTables(result),
];

/** The paragraphs before the tables. */
export function facts({ date, machine, versions, settings, command, notes, absent }: SuiteResult): string[] {
  const { budget, seeds, plugins } = settings;
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Measured ${date} on ${machineText(machine)}, with ${list.join(', ')}.`,
    `Budget ${budget}, ${seeds.length === 1 ? 'one seed' : `${seeds.length} seeds`}${plugins.length > 0 ? `, plugins ${plugins.join(', ')}` : ''}: \`${command}\`.`,
    seeds.length === 1
      ? 'Intervals are 95 % intervals of the tested rows; one seed says nothing of the spread over seeds.'
      : "Intervals are 95 % intervals of the mean over seeds (Student's t); the error in parentheses is that of the tested rows.",
    ...notes,
    ...(absent.length > 0 ? [`Left out: ${absent.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.`] : []),
  ];
}
