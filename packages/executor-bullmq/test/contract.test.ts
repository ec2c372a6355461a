import { tmpdir } from 'node:os';
import { describe, afterAll, beforeAll } from 'vitest';
import { bundled } from '../../executor-local/test/bundled.ts';
import { withRuns } from '../../executor-slurm/test/runs.ts';
import { BullmqExecutor, startTrainWorker, type TrainWorker } from '../src/index.ts';
import { hasRedis, RedisServer } from './redis-server.ts';
import { describeExecutor } from '@partita/testing';

describe.skipIf(!hasRedis)('with Redis', async () => {
  const script = await bundled('job', new URL('../../executor-slurm/test/x', import.meta.url).href);
  let redis: RedisServer;
  let worker: TrainWorker;
  beforeAll(async () => {
    redis = await RedisServer.start();
    worker = await startTrainWorker({
      ...{ redis: redis.url, queue: 'contract', root: tmpdir(), slots: 3, entry: { script, nodeFlags: [] }, plugins: [], retries: 3 },
      ...{ graceSeconds: 10, lockSeconds: 10, log: () => undefined },
    });
  });
  afterAll(async () => {
    await worker.leave();
    await redis.stop();
  });

  describeExecutor('bullmq', () =>
    withRuns(new BullmqExecutor({ redis: redis.url, queue: 'contract', root: tmpdir(), onInterrupt: 'cancel' })),
  );
});
