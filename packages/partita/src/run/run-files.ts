import { join } from 'node:path';

/** Where a run keeps what (docs: "A run on disk"). */
export const runFiles = (directory: string) => ({
  experiment: join(directory, 'experiment.json'),
  plan: join(directory, 'plan.json'),
  study: join(directory, 'study.json'),
  metrics: join(directory, 'metrics.json'),
  evaluation: join(directory, 'evaluation.safetensors'),
  /** Batches of an evaluation that is not at its end. */
  batches: join(directory, 'evaluation'),
  report: join(directory, 'report.html'),
});
