import { inForce, PartitaError } from '@partita/core';
import type { ExperimentInput, RunOutcome, Settings } from '../../laboratory/laboratory.ts';
import { exactly, type Row, type RowValue } from '../../result/row.ts';
import type { Unit } from '../../suite/suite.ts';

export interface StudyUnit {
  readonly name: string;
  readonly seed: number;
  /** What all cells share. */
  readonly experiment: ExperimentInput;
  /** What each changes, by its name. */
  readonly cells: Readonly<Record<string, Settings>>;
  /** Where a cell stands in the suite. */
  readonly cell: (name: string) => Row['cell'];
}

/** One study as a unit: its cells train side by side, share a pilot, and are one row each. */
export function studyUnit({ name, seed, experiment, cells, cell }: StudyUnit): Unit {
  const variants = Object.fromEntries(Object.entries(cells).map(([variant, settings]) => [folderName(variant), settings]));
  const input = { ...experiment, name, seed, variants };
  return {
    name,
    input,
    async run({ laboratory, folder, listener, signal }) {
      const { runs } = await laboratory.study({ experiment: input, folder: `${folder}/study`, listener, signal });
      const outcomes = Object.keys(cells).map((variant): [string, RunOutcome] => {
        const run = runs[folderName(variant)];
        if (!run) throw new PartitaError(`The study '${folder}' has no run '${variant}'; start it again in another folder.`);
        return [variant, run];
      });
      const [first] = outcomes;
      return {
        rows: outcomes.map(([variant, run]) => ({ ...rowOf(run), cell: cell(variant), seed })),
        ...(first ? { experiment: { experiment: first[1].experiment, cells } } : {}),
      };
    },
  };
}

/** Variants name folders; what stands in for other characters does not matter. */
const folderName = (name: string): string => name.replace(/[^\w.-]+/g, '-');

function rowOf({ plan, evaluation, networkSeconds }: RunOutcome): Pick<Row, 'values' | 'edges'> {
  const networks = inForce(plan);
  const [first] = networks;
  const edges = first ? [...(first.start === first.end ? [] : [first.start]), ...networks.map(({ end }) => end)] : [];
  if (!evaluation) return { values: {}, edges };
  const { measurements, parameters, updates, trainingSeconds, wallClockSeconds } = evaluation;
  const measured = Object.entries(measurements).map(([name, { value, standardError, parts }]): [string, RowValue] => [
    name,
    { value, standardError, ...(parts ? { parts: parts.map((part) => ({ ...part })) } : {}) },
  ]);
  return {
    values: {
      ...Object.fromEntries(measured),
      networks: exactly(networks.length),
      parameters: exactly(parameters),
      updates: exactly(updates),
      'core-seconds': exactly(trainingSeconds),
      'wall-clock': exactly(wallClockSeconds),
      longest: exactly(Math.max(...networkSeconds)),
    },
    edges,
  };
}
