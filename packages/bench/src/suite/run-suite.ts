import { join } from 'node:path';
import type { Laboratory } from '../laboratory/laboratory.ts';
import { describeMachine } from '../result/machine.ts';
import { summariseSuite } from '../result/summarise-suite.ts';
import type { SuiteResult } from '../result/suite-result.ts';
import { claimFolder } from './claim-folder.ts';
import { saveUnit, savedUnit } from './saved-unit.ts';
import type { Suite, SuiteSettings, UnitOutcome } from './suite.ts';

export interface SuiteRequest {
  readonly settings: SuiteSettings;
  /** The folder in which units are kept; a suite that was interrupted in it goes on, also with more seeds. */
  readonly out: string;
  /** When this is, for the record; a suite that goes on keeps the date of its beginning. */
  readonly date: string;
  /** The command that gives this result again. */
  readonly command: string;
  readonly laboratory: Laboratory;
  readonly listener: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Does the units of a suite that are not done yet, one after another, and puts together what all of them found.
 * @throws PartitaError when the folder holds another suite, or the signal's reason
 */
export async function runSuite(suite: Suite, request: SuiteRequest): Promise<SuiteResult> {
  const { settings, out, laboratory, listener, signal } = request;
  const { units, absent } = await suite.plan(settings, laboratory);
  const { seeds: _mayGrow, ...claimed } = settings;
  const date = await claimFolder(out, { suite: suite.name, ...claimed }, request.date);
  for (const { name, reason } of absent) listener(`${name} is left out: ${reason}`);

  const found: UnitOutcome[] = [];
  const started = performance.now();
  let done = 0;
  for (const [i, unit] of units.entries()) {
    signal.throwIfAborted();
    const folder = join(out, unit.name);
    const saved = await savedUnit(folder, unit);
    const say = (doing: string): void => listener(`[${i + 1}/${units.length}] ${unit.name}: ${doing}`);
    if (saved) say('done before');
    else {
      const elapsed = (performance.now() - started) / 1000;
      const left = done === 0 ? '' : `, about ${minutes((elapsed / done) * (units.length - i))} left`;
      say(`begins${left}`);
      const outcome = await unit.run({ laboratory, folder, listener: say, signal });
      await saveUnit(folder, unit, outcome);
      found.push(outcome);
      done += 1;
      continue;
    }
    found.push(saved);
  }
  if (done > 0) listener(`${done} of ${units.length} done in ${minutes((performance.now() - started) / 1000)}`);

  const { name, title, notes, axes, quantities, headline = null, curves = [] } = suite;
  const experiments = units.flatMap(({ name: unit }, i) => {
    const experiment = found[i]?.experiment;
    const isFirstSeed = found[i]?.rows[0]?.seed === settings.seeds[0];
    return experiment && isFirstSeed ? [{ unit, ...experiment }] : [];
  });
  const rows = found.flatMap((outcome) => outcome.rows);
  return {
    suite: name,
    title,
    date,
    machine: { ...describeMachine(), vectors: [...describeMachine().vectors] },
    versions: { ...laboratory.versions },
    command: request.command,
    settings: { budget: settings.budget, seeds: [...settings.seeds], plugins: [...settings.plugins] },
    experiments,
    notes: [...notes],
    absent: absent.map((each) => ({ ...each })),
    axes: [...axes],
    quantities: [...quantities],
    headline,
    curves: [...curves],
    rows,
    ...summariseSuite(rows, { axes, quantities, headline, controls: suite.controls ?? [] }),
  };
}

const minutes = (seconds: number): string => (seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);
