import { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { withExperimentOptions, type ExperimentOptions } from './options.ts';

export function defineDistill({ exit }: Surroundings): Command {
  const command = new Command('distill').description('train one network on the answers of a trained run, as a run of its own');
  return withExperimentOptions(command, 'the folder of the trained run').action(async (teacher: string, options: ExperimentOptions) => {
    const { openStudy } = await import('../run/open.ts');
    const { onlyRun } = await import('../run/only-run.ts');
    const { studentOf } = await import('../run/student.ts');
    const { varyExperiment } = await import('./experiment-input.ts');
    const { trainWithProgress } = await import('./train-with-progress.ts');
    const chosen = varyExperiment({ input: studentOf(onlyRun(await openStudy(teacher))), base: process.cwd() }, options);
    const study = await trainWithProgress(chosen.input, { ...chosen, resume: options.resume ?? false }, exit);
    if (!study) return;
    process.stdout.write(`Distilled. Next: partita evaluate ${study.directory}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify({ directory: study.directory })}\n`);
  });
}
