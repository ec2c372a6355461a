// Trains, resumes and evaluates a foreign partition through the library; the arguments are the plugin, its kind and the run's folder.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPartita } from 'partita';

const [plugin, kind, out] = process.argv.slice(2);
const experiment = {
  plugins: [plugin],
  dataset: 'hg',
  network: { kind: 'mlp', widths: [8] },
  partition: { kind, intervals: 3 },
  training: { steps: 4, batchSize: 16 },
  evaluation: { points: 20, samples: 20, densityGrid: 0 },
};
const finished = [];
const listener = (job, event) => void (event.type === 'finished' && finished.push(job.interval.index));
await createPartita().train(experiment, { out, listener });
rmSync(join(out, 'intervals', '0001'), { recursive: true });
const run = await createPartita().train(experiment, { out, resume: true, listener });
const { measurements } = await run.evaluate();
console.log(
  JSON.stringify({ finished, executor: run.experiment.executor.kind, nll: measurements.nll.value, rows: (await run.sample(5)).length }),
);
