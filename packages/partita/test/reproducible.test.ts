import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomStream } from '@partita/core';
import { command, scratch, startCommand } from './command.ts';

/** The issue's own command, shortened: the paper's network and split, enough steps to be killed in the middle of. */
const train = (out: string, ...more: string[]): string[] => [
  ...['train', 'hg', '--set', 'partition.kind=breakpoints', '--set', 'partition.preset=paper-b'],
  ...[
    '--set',
    `training.steps=${process.env['PARTITA_STEPS'] ?? '120'}`,
    '--set',
    'training.batchSize=64',
    '--set',
    'training.checkpointEvery=20',
  ],
  ...['--seed', '7', '--out', out, ...more],
];
const checkpoint = (run: string, interval: number): string => join(run, 'intervals', `000${interval}`, 'checkpoint.safetensors');
const checkpoints = (run: string): Buffer[] => [0, 1, 2, 3].map((interval) => readFileSync(checkpoint(run, interval)));
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('one experiment and seed', { timeout: 180_000 }, () => {
  it('gives bitwise the same checkpoints with one worker, with two, and after kills at random moments', async () => {
    const directory = scratch();
    const [one, two, killed] = ['one', 'two', 'killed'].map((name) => join(directory, name)) as [string, string, string];
    await command(...train(one, '--workers', '1'));
    await command(...train(two, '--workers', '2'));
    const expected = checkpoints(one);
    checkpoints(two).forEach((bytes, interval) => expect(bytes.equals(expected[interval] as Buffer)).toBe(true));

    const moments = randomStream(Number(process.env['PARTITA_KILL_SEED'] ?? Date.now() % 1e6), 'kill');
    let kills = 0;
    for (let attempt = 0; attempt < 3; attempt++) {
      const { child, ended } = startCommand(
        train(killed, '--workers', '2', ...(existsSync(join(killed, 'experiment.json')) ? ['--resume'] : [])),
      );
      await sleep(900 + 3000 * moments.uniform());
      try {
        process.kill(-(child.pid as number), 'SIGKILL'); // parent and workers
        kills += 1;
      } catch {
        // It had finished: nothing to kill.
      }
      await ended;
    }
    expect(kills).toBeGreaterThan(0);
    await command(...train(killed, '--workers', '2', ...(existsSync(join(killed, 'experiment.json')) ? ['--resume'] : [])));
    checkpoints(killed).forEach((bytes, interval) => expect(bytes.equals(expected[interval] as Buffer)).toBe(true));
  });

  it('saves on Ctrl-C, says how to go on, and goes on to the same checkpoints', async () => {
    const directory = scratch();
    const [whole, broken] = [join(directory, 'whole'), join(directory, 'broken')];
    await command(...train(whole, '--workers', '1'));
    const { child, ended } = startCommand(train(broken, '--workers', '1', '--set', 'training.checkpointEvery=1000'));
    while (!existsSync(join(broken, 'intervals', '0000', 'events.jsonl'))) await sleep(20);
    await sleep(150);
    process.kill(child.pid as number, 'SIGINT');
    const { status, stderr } = await ended;
    expect(status).toBe(130);
    expect(stderr).toContain('Interrupted; everything is saved.');
    expect(existsSync(checkpoint(broken, 0))).toBe(true);
    await command(...train(broken, '--workers', '2', '--resume', '--set', 'training.checkpointEvery=1000'));
    // Checkpoints carry the experiment's fingerprint, which knows checkpointEvery; the weights are the same.
    const weights = (bytes: Buffer): Buffer => bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
    checkpoints(broken).forEach((bytes, interval) =>
      expect(weights(bytes).equals(weights(checkpoints(whole)[interval] as Buffer))).toBe(true),
    );
  });
});
