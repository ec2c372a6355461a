import { Command } from 'commander';
import type { Surroundings } from './surroundings.ts';
import { withExperimentOptions, type ExperimentOptions } from './options.ts';

export function defineTrain({ exit }: Surroundings): Command {
  return withExperimentOptions(new Command('train').description('train the networks of an experiment, in parallel')).action(
    async (name: string, options: ExperimentOptions) => {
      const { chooseExperiment } = await import('./experiment-input.ts');
      const { trainWithProgress } = await import('./train-with-progress.ts');
      const chosen = await chooseExperiment(name, options);
      const study = await trainWithProgress(chosen.input, { ...chosen, resume: options.resume ?? false }, exit);
      if (!study) return;
      process.stdout.write(`Trained. Next: partita evaluate ${study.directory}\n`);
      if (options.json)
        process.stdout.write(`${JSON.stringify({ directory: study.directory, runs: study.runs.map((run) => run.directory) })}\n`);
    },
  );
}
