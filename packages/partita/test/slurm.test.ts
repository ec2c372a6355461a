import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Cluster, hasSlurm } from '../../executor-slurm/test/cluster.ts';
import { command, scratch, startCommand } from './command.ts';

const K = 8;
const train = (out: string, steps: number, ...more: string[]): string[] => [
  ...['train', 'hg', '--set', 'partition.kind=equal', '--set', `partition.intervals=${K}`, '--set', 'network.widths=[8]'],
  ...['--set', `training.steps=${steps}`, '--set', 'training.batchSize=16', '--set', 'training.checkpointEvery=50'],
  ...['--seed', '7', '--out', out, ...more],
];
const slurm = ['--executor', 'slurm', '--set', 'executor.pollSeconds=0.3', '--set', 'executor.onInterrupt=leave'];
const checkpoint = (run: string, interval: number): string => join(run, 'intervals', `000${interval}`, 'checkpoint.safetensors');

interface Status {
  readonly runs: readonly { readonly intervals: readonly { interval: number; state: string; step: number; where: string }[] }[];
}
const last = (output: string): unknown => JSON.parse(output.trim().split('\n').at(-1) as string);

describe.skipIf(!hasSlurm)('a run on a cluster', { timeout: 300_000 }, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.start();
  }, 60_000);
  afterAll(() => cluster.stop(), 60_000);

  it('ends in the bytes of a local one, is verified, and one damaged network is trained again alone', async () => {
    const [here, there] = [join(scratch(), 'here'), join(scratch(), 'there')];
    await command(...train(here, 30));
    await command(...train(there, 30, ...slurm, '--set', 'executor.evaluate=true', '--set', 'evaluation.points=20'));
    const expectEqual = (): void => {
      for (let k = 0; k < K; k++) expect(readFileSync(checkpoint(there, k)).equals(readFileSync(checkpoint(here, k)))).toBe(true);
    };
    expectEqual();
    expect(await command('verify', there)).toBe('8 of 8 networks have a valid final checkpoint.\n');

    await vi.waitUntil(() => existsSync(join(there, 'metrics.json')), 60_000); // the evaluation came behind them
    truncateSync(checkpoint(there, 5), 100);
    const { status, stdout } = await startCommand(['verify', there, '--json']).ended;
    expect(status).toBe(2);
    expect(stdout).toContain(`'${checkpoint(there, 5)}' is not a valid safetensors file`);
    expect(last(stdout)).toMatchObject({ trained: 7 });
    execFileSync('rm', [checkpoint(there, 5)]);
    await command('train', there, '--resume');
    expectEqual();
    expect(existsSync(join(there, 'slurm', '0002.json'))).toBe(true);
    expect(JSON.parse(readFileSync(join(there, 'slurm', '0002.json'), 'utf8'))).toMatchObject({ intervals: [5] });
  });

  it('goes on without the command that started it, is looked at, cancelled and resumed', async () => {
    const run = join(scratch(), 'long');
    const { child, ended } = startCommand(train(run, 1_000_000, ...slurm));
    while (!existsSync(join(run, 'intervals', '0000', 'events.jsonl'))) await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(child.pid as number, 'SIGINT');
    const { status, stderr } = await ended;
    expect(status).toBe(130);
    expect(stderr).toMatch(/The jobs go on in Slurm \(\d+\); follow them with the same command and --resume/);

    const { intervals } = (last(await command('status', run, '--json')) as Status).runs[0] as Status['runs'][number];
    const lines = execFileSync('squeue', ['-h', '-r', '-o', '%K %T %N']).toString().trim().split('\n').sort();
    expect(lines).toHaveLength(K);
    const shown = intervals.map(({ interval, state, where }) =>
      `${interval} ${state.toUpperCase()} ${/^n\d/.exec(where)?.[0] ?? ''}`.trim(),
    );
    expect(shown).toEqual(lines.map((line) => line.trim()));
    expect(lines.filter((line) => line.includes('RUNNING'))).toHaveLength(4);

    expect(await command('cancel', run)).toMatch(/^Cancelled \d+_0, .*\. Go on with: partita train .* --resume\n$/);
    const over = async (): Promise<boolean> => execFileSync('squeue', ['-h']).toString() === '';
    while (!(await over())) await new Promise((resolve) => setTimeout(resolve, 100));
    const after = (last(await command('status', run, '--json')) as Status).runs[0] as Status['runs'][number];
    expect(after.intervals.filter(({ state }) => state === 'stopped').length).toBeGreaterThan(0);
    for (const { state, step } of after.intervals) expect(state === 'stopped' ? step > 0 : state === 'waiting').toBe(true);
  });

  it('is refused in one sentence where the queue does not take it', async () => {
    const { status, stderr } = await startCommand(train(join(scratch(), 'x'), 5, ...slurm, '--set', 'executor.partition=nowhere')).ended;
    expect(status).toBe(2);
    expect(stderr).toMatch(/Slurm refuses the jobs of '.*': .*partition.*\n$/i);
  });
});

describe('a run on this machine', () => {
  it('has nothing to cancel, and says so', async () => {
    const run = join(scratch(), 'run');
    await command(...train(run, 2));
    const { status, stderr } = await startCommand(['cancel', run]).ended;
    expect(status).toBe(2);
    expect(stderr).toContain("trains by the executor 'local', whose jobs end with the command that started them");
    expect(await command('status', run)).toContain('done');
  });
});
