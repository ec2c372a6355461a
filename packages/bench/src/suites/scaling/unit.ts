import { rm } from 'node:fs/promises';
import { exactly, type Row } from '../../result/row.ts';
import type { Unit } from '../../suite/suite.ts';

export interface ScalingBudget {
  /** Networks for each core of the machine, where their number is fixed. */
  readonly jobsPerCore: number;
  readonly updates: number;
  readonly batchSize: number;
}

interface Settings {
  readonly seed: number;
  readonly plugins: readonly string[];
  readonly cores: number;
  readonly budget: ScalingBudget;
}

/** Both scalings once, on every number of workers. */
export function scalingUnit({ seed, plugins, cores, budget: { jobsPerCore, updates, batchSize } }: Settings): Unit {
  const experiment = {
    dataset: 'hg',
    seed,
    plugins,
    training: { steps: updates, batchSize, heldOutEvery: updates, checkpointEvery: updates },
  };
  const workers = Array.from({ length: cores }, (_, i) => i + 1);
  const jobsOf: Readonly<Record<string, (workers: number) => number>> = { strong: () => jobsPerCore * cores, weak: (w) => w };
  return {
    name: `seed-${seed}`,
    input: { experiment, cores, jobsPerCore },
    async run({ laboratory, folder, listener, signal }) {
      const rows: Row[] = [];
      for (const [scaling, jobs] of Object.entries(jobsOf)) {
        let one = NaN;
        for (const w of workers) {
          const place = `${folder}/${scaling}-${w}`;
          await rm(place, { recursive: true, force: true }); // what was trained before takes no time again
          const name = `${scaling}-on-${w}`;
          const variants = { [name]: { partition: { kind: 'equal', intervals: jobs(w) } } };
          const request = { experiment: { ...experiment, name, executor: { kind: 'local', workers: w }, variants }, folder: place };
          const { trainingClock: clock } = await laboratory.study({ ...request, evaluate: false, listener, signal });
          if (w === 1) one = clock;
          const efficiency = scaling === 'strong' ? one / (w * clock) : one / clock;
          rows.push({
            cell: { scaling, workers: String(w) },
            seed,
            values: {
              workers: exactly(w),
              clock: exactly(clock),
              efficiency: exactly(efficiency),
              rate: exactly((jobs(w) * updates) / clock),
            },
          });
        }
      }
      return { rows };
    },
  };
}
