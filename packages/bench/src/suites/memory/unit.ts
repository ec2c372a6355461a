import { rm } from 'node:fs/promises';
import { PartitaError } from '@partita/core';
import { exactly, type Row } from '../../result/row.ts';
import type { Unit } from '../../suite/suite.ts';
import { watchDescendants, type Peak } from './resident.ts';

export interface MemoryBudget {
  /** Numbers of networks. */
  readonly networks: readonly number[];
  readonly updates: number;
  readonly points: number;
}

interface Settings {
  readonly seed: number;
  readonly plugins: readonly string[];
  readonly budget: MemoryBudget;
}

/** Peaks of the processes that train and of the one that measures, at every number of networks. */
export function memoryUnit({ seed, plugins, budget: { networks, updates, points } }: Settings): Unit {
  const experiment = {
    dataset: 'hg',
    seed,
    plugins,
    training: { steps: updates },
    metrics: ['regret', 'entropy-gap'],
    evaluation: { points, samples: 0, densityGrid: 0 },
  };
  return {
    name: `seed-${seed}`,
    input: { experiment, networks },
    async run({ laboratory, folder, listener, signal }) {
      const rows: Row[] = [];
      for (const count of networks) {
        const place = `${folder}/${count}-networks`;
        await rm(place, { recursive: true, force: true }); // what was trained before takes no memory again
        // A process that measures is told its study's folder; one that trains is not.
        // Two alike: a study of several models is measured in processes of its own.
        const variants = Object.fromEntries(['a', 'b'].map((name) => [name, { partition: { kind: 'equal', intervals: count } }]));
        const request = { experiment: { ...experiment, name: `memory-${count}`, variants }, folder: place, listener, signal };
        const training = await peaksDuring(() => laboratory.study({ ...request, evaluate: false }));
        const measuring = await peaksDuring(() => laboratory.study(request));
        rows.push(row('training process', count, seed, training));
        rows.push(
          row(
            'measuring process',
            count,
            seed,
            measuring.filter(({ command }) => command.includes(place)),
          ),
        );
      }
      return { rows };
    },
  };
}

async function peaksDuring(work: () => Promise<unknown>): Promise<Peak[]> {
  const watch = watchDescendants();
  try {
    await work();
    return watch.peaks();
  } finally {
    watch.stop();
  }
}

function row(processKind: string, networks: number, seed: number, peaks: readonly Peak[]): Row {
  if (peaks.length === 0) throw new PartitaError('memory: no process was seen at work; choose a larger --budget.');
  const most = Math.max(...peaks.map(({ mebibytes }) => mebibytes));
  return {
    cell: { process: processKind, networks: String(networks) },
    seed,
    values: { networks: exactly(networks), peak: exactly(most) },
  };
}
