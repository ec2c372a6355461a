/** The script of a job that an engine starts on any machine: its arguments are the run's folder, and an interval's number or `evaluate`. */
import { requeueSelf } from '@partita/executor-slurm';
import { runEvaluateScript } from './run/evaluate-script.ts';
import { runJob } from './run/job-body.ts';
import { runJobScript } from './run/job-script.ts';
import { readJob } from './run/read-job.ts';

const words = process.argv.slice(2);
const [run = '', task] = words;
process.exit(
  task === 'evaluate' ? await runEvaluateScript(run) : await runJobScript(words, { read: readJob, body: runJob, onWarned: requeueSelf }),
);
