import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { resourceArguments } from './arguments.ts';
import { batchScript } from './batch-script.ts';
import type { EnterOptions } from './enter.ts';
import { slurm } from './slurm.ts';
import { outputPath, slurmFolder } from './submissions.ts';
import type { Task } from './task.ts';

/** Submits the evaluation of a run, which begins when all these tasks have succeeded; when one fails for good, Slurm cancels it. */
export async function submitEvaluation(tasks: readonly Task[], { settings, entry, requeues }: EnterOptions): Promise<void> {
  const { run, experiment } = (tasks[0] as Task).job;
  const arrays = new Set(tasks.map(({ id }) => id.split('_')[0] as string));
  const script = join(slurmFolder(run), 'evaluation.sh');
  await writeFile(script, batchScript({ settings, entry, arguments: [resolve(run), 'evaluate'], requeues }));
  await slurm.submit(
    [
      ...resourceArguments(settings),
      ...[`--job-name=partita-${experiment.name}-evaluation`, `--chdir=${process.cwd()}`],
      ...[`--dependency=afterok:${[...arrays].join(':')}`, '--kill-on-invalid-dep=yes', '--requeue', '--open-mode=append'],
      `--output=${resolve(outputPath(run, '%j-evaluation'))}`,
    ],
    script,
  );
}
