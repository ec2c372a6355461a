import { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { withExperimentOptions, type ExperimentOptions } from './options.ts';

export function defineRun({ exit }: Surroundings): Command {
  return withExperimentOptions(new Command('run').description('train, evaluate and report an experiment: the whole job')).action(
    async (name: string, options: ExperimentOptions) => {
      const { chooseExperiment } = await import('./experiment-input.ts');
      const { trainWithProgress } = await import('./train-with-progress.ts');
      const { evaluateWithProgress } = await import('./evaluate-with-progress.ts');
      const { reportStudy } = await import('../run/report.ts');
      const chosen = await chooseExperiment(name, options);
      const study = await trainWithProgress(chosen.input, { ...chosen, resume: options.resume ?? false }, exit);
      if (!study) return;
      const evaluations = await evaluateWithProgress(study, { devices: options.devices });
      const report = await reportStudy(study, `partita ${process.argv.slice(2).join(' ')}`);
      process.stdout.write(`\nThe pictures: ${report}\n`);
      if (options.json) process.stdout.write(`${JSON.stringify({ directory: study.directory, report, runs: evaluations })}\n`);
    },
  );
}
