import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { command, scratch, startCommand } from './command.ts';

const TINY = ['training.steps=4', 'training.batchSize=16', 'network.widths=[8]', 'partition.intervals=2', 'evaluation.points=20'];
const train = (out: string, ...more: string[]): string[] => [
  'train',
  'hg',
  ...['partition.kind=equal', ...TINY, 'evaluation.densityGrid=0', 'evaluation.samples=0'].flatMap((setting) => ['--set', setting]),
  ...['--out', out, ...more],
];
const checkpoint = (run: string, interval: number): Buffer =>
  readFileSync(join(run, 'intervals', `000${interval}`, 'checkpoint.safetensors'));

/** Has the command find two GPUs, as a driver would tell of them. */
function twoGpus(): void {
  const folder = scratch();
  writeFileSync(join(folder, 'nvidia-smi'), "#!/bin/sh\nprintf '0, GPU-a, 8192, 8192\\n1, GPU-b, 8192, 8192\\n'\n");
  chmodSync(join(folder, 'nvidia-smi'), 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
}

afterEach(() => void vi.unstubAllEnvs());

describe('--devices', { timeout: 120_000 }, () => {
  it('changes nothing in what is trained, and is free to change when a run is resumed', async () => {
    twoGpus();
    const [anywhere, spread] = [join(scratch(), 'run'), join(scratch(), 'run')];
    await command(...train(anywhere));
    await command(...train(spread, '--devices', '0,1', '--set', 'executor.memoryPerWorker=2'));
    const { executor } = JSON.parse(readFileSync(join(spread, 'experiment.json'), 'utf8')) as { executor: object };
    expect(executor).toMatchObject({ devices: [0, 1], memoryPerWorker: 2 });
    for (const interval of [0, 1]) expect(checkpoint(spread, interval).equals(checkpoint(anywhere, interval))).toBe(true);
    await command(...train(spread, '--devices', '1', '--resume'));
    await command('evaluate', spread, '--devices', '1');
  });

  it('names a GPU that is not there in one sentence', async () => {
    twoGpus();
    const run = join(scratch(), 'run');
    const { status, stderr } = await startCommand(train(run, '--devices', '2')).ended;
    expect(status).toBe(2);
    expect(stderr).toBe('executor.devices: there is no GPU 2; nvidia-smi shows 2, numbers 0 to 1.\n');
  });
});
