import { evaluateStudy, type EvaluateStudyOptions } from '../run/evaluate-study.ts';
import type { Evaluation } from '../run/evaluation.ts';
import type { Study } from '../run/start.ts';
import { table } from './table.ts';

/** Evaluates every run of a study, and prints the table. */
export async function evaluateWithProgress(study: Study, options: EvaluateStudyOptions = {}): Promise<readonly Evaluation[]> {
  const evaluations = await evaluateStudy(study, (run, doing) => process.stderr.write(`${run}: ${doing}\n`), options);
  process.stdout.write(`\n${summaryTable(evaluations)}\n`);
  for (const caveat of caveatsOf(evaluations)) process.stdout.write(`\n${caveat}\n`);
  return evaluations;
}

/** One row a run: what it reached and what it cost. */
function summaryTable(evaluations: readonly Evaluation[]): string {
  const names = [...new Set(evaluations.flatMap(({ measurements }) => Object.keys(measurements)))];
  const unitOf = (name: string): string => evaluations.find(({ measurements }) => measurements[name])?.measurements[name]?.unit ?? '';
  const wallClock = `wall-clock on ${evaluations[0]?.cores ?? 1} cores (s)`;
  const measured = names.map((name) => `${name} (${unitOf(name)})`);
  const header = ['run', 'networks', 'parameters', 'updates', 'training (core-s)', wallClock, ...measured];
  const rows = evaluations.map(({ name, networks, parameters, updates, trainingSeconds, wallClockSeconds, measurements }) => [
    name,
    ...[networks, parameters, updates].map(String),
    trainingSeconds.toFixed(1),
    wallClockSeconds.toFixed(1),
    ...names.map((each) => {
      const m = measurements[each];
      return m ? `${m.value.toFixed(4)} ± ${m.standardError.toFixed(4)}` : '–';
    }),
  ]);
  return table(header, rows);
}

/** What keeps a column from being compared with others like it, each sentence once. */
const caveatsOf = (evaluations: readonly Evaluation[]): Set<string> =>
  new Set(
    evaluations.flatMap(({ measurements }) =>
      Object.entries(measurements).flatMap(([name, { caveat }]) => (caveat === undefined ? [] : [`${name}: ${caveat}`])),
    ),
  );
