import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { hasRedis, RedisServer } from '../../executor-bullmq/test/redis-server.ts';
import { command, scratch, startCommand } from './command.ts';

const K = 8;
const train = (out: string, ...more: string[]): string[] => [
  ...['train', 'hg', '--set', 'partition.kind=equal', '--set', `partition.intervals=${K}`, '--set', 'network.widths=[8]'],
  ...['--set', 'training.steps=30', '--set', 'training.batchSize=16', '--seed', '7', '--out', out, ...more],
];
const checkpoint = (run: string, interval: number): string => join(run, 'intervals', `000${interval}`, 'checkpoint.safetensors');

describe.skipIf(!hasRedis)('a run on a queue', { timeout: 300_000 }, () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.stop());

  /** Starts a worker in a process of its own, and says what it has said. */
  async function worker(root: string, queue: string, ...more: string[]): Promise<() => string> {
    const started = startCommand(['worker', '--redis', redis.url, '--queue', queue, '--root', root, ...more]);
    let said = '';
    started.child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    onTestFinished(async () => {
      started.child.kill('SIGTERM');
      expect((await started.ended).status).toBe(0);
    });
    await vi.waitUntil(() => said.includes('Waiting for networks'), 30_000);
    return () => said;
  }
  const queued = (root: string, queue: string): string[] => [
    ...['--executor', 'bullmq', '--set', `executor.redis=${redis.url}`],
    ...['--set', `executor.queue=${queue}`, '--set', `executor.root=${root}`],
  ];

  it('ends in the bytes of a local one, on two workers, and is evaluated behind them', async () => {
    const root = scratch();
    const [here, there] = [join(root, 'here'), join(root, 'there')];
    const workers = [await worker(root, 'equal'), await worker(root, 'equal')];
    await command(...train(here));
    await command(...train(there, ...queued(root, 'equal'), '--set', 'executor.evaluate=true', '--set', 'evaluation.points=20'));
    for (let k = 0; k < K; k++) expect(readFileSync(checkpoint(there, k)).equals(readFileSync(checkpoint(here, k)))).toBe(true);
    for (const said of workers) expect(said()).toMatch(/: interval \d of there\n/);
    expect(await command('verify', there)).toContain('8 of 8 networks');
    await vi.waitUntil(() => existsSync(join(there, 'metrics.json')), 60_000);
  });

  it('is refused where its files are not what was queued, or ask for modules that the worker was not given', async () => {
    const root = scratch();
    const said = await worker(root, 'hostile');
    const run = join(root, 'run');
    const plugin = join(root, 'evil.mjs');
    mkdirSync(root, { recursive: true });
    writeFileSync(
      plugin,
      `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(join(root, 'done'))}, String(process.argv));\nexport default { name: 'evil', components: [] };\n`,
    );
    const { status, stderr } = await startCommand(train(run, '--plugin', plugin, ...queued(root, 'hostile'))).ended;
    expect(status).toBe(2);
    expect(stderr).toContain(`asks for the plugin '${plugin}', which this worker was not given; start it with --plugin ${plugin}.`);
    expect(said()).toContain('which this worker was not given');
    expect(readFileSync(join(root, 'done'), 'utf8')).not.toContain('/job.'); // only the command loaded it, as it was told to
    expect(readdirSync(run).sort()).toEqual(['experiment.json', 'plan.json']);
    expect(statSync(join(run, 'plan.json')).size).toBeGreaterThan(0);
  });
});
