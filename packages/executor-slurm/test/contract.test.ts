import { afterAll, beforeAll, describe } from 'vitest';
import { SlurmExecutor } from '../src/index.ts';
import { bundled } from '../../executor-local/test/bundled.ts';
import { Cluster, hasSlurm } from './cluster.ts';
import { withRuns } from './runs.ts';
import { describeExecutor } from '@partita/testing';

describe.skipIf(!hasSlurm)('with Slurm', { timeout: 120_000 }, async () => {
  const script = await bundled('job', import.meta.url);
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.start();
  }, 60_000);
  afterAll(() => cluster.stop(), 60_000);

  const entry = { script, nodeFlags: [] };
  describeExecutor('slurm', () => withRuns(new SlurmExecutor(entry, { pollSeconds: 0.2, onInterrupt: 'cancel' })));
});
