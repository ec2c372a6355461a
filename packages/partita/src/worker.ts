/** The script of a child process: takes TrainJobs from its parent. */
import { serveJobs } from '@partita/executor-local';
import { runJob } from './run/job-body.ts';

serveJobs(runJob);
