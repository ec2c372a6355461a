import type { Run } from './run.ts';
import type { ExperimentInput } from './study.ts';

/** The experiment of a student: a trained run's own, but with one network for all times, which learns from the run's networks. */
export const studentOf = ({ experiment, directory }: Run): ExperimentInput => ({
  ...experiment,
  name: `${experiment.name}-distilled`,
  partition: 'single',
  budget: 'uniform',
  teacher: directory,
});
