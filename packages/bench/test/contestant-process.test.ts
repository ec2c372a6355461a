import { describe, expect, it } from 'vitest';
import { ContestantProcess } from '../src/contestants/contestant-process.ts';
import { onCore, parseCores } from '../src/contestants/pinning.ts';
import { measureWork } from '../src/protocol/measure-work.ts';
import { fakePeer, type Manner } from './fake-peer.ts';

const WORK = { name: 'sums', title: 'sums', settings: { n: 3 }, flops: 3 };

const withPeer = async (manner: Manner, use: (peer: ContestantProcess) => Promise<void>): Promise<void> => {
  const peer = new ContestantProcess(fakePeer(manner), undefined);
  try {
    await use(peer);
  } finally {
    await peer.close();
  }
};

describe('a contestant in a process', () => {
  it('answers request by request', () =>
    withPeer('well', async (peer) => {
      expect(await peer.ask('start', {}, 10)).toEqual({ versions: { fake: '1.2.3' } });
      await peer.ask('prepare', { work: 'sums', settings: {}, calibrationSeconds: 0 }, 10);
      const asked = peer.ask('block', { seconds: 0.1 }, 10);
      await expect(peer.ask('release', {}, 10)).rejects.toThrow('request under way');
      expect(await asked).toEqual({ iterations: 10, seconds: 0.1, cpuSeconds: 0.05 });
    }));

  it('stays in play after an error that it reports', () =>
    withPeer('refuses', async (peer) => {
      const prepare = peer.ask('prepare', { work: 'sums', settings: {}, calibrationSeconds: 0 }, 10);
      await expect(prepare).rejects.toThrow('no sums here');
      expect(peer.hasEnded).toBe(false);
      expect(await peer.ask('release', {}, 10)).toEqual({ leakedTensors: null });
    }));

  it.each([
    ['dies', 10, /fake takes no further part: it ended with status 7, saying: out of luck/],
    ['lies', 10, /its answer to 'block' is not valid: iterations/],
    ['hangs', 0.1, /did not answer 'block' within 0.1 s/],
    ['chats', 10, /it said "loading…", which answers no request/],
  ] as const)('that %s is out, with the reason', (manner, limit, reason) =>
    withPeer(manner, async (peer) => {
      await expect(peer.ask('block', { seconds: 0 }, limit)).rejects.toThrow(reason);
      expect(peer.hasEnded).toBe(true);
      await expect(peer.ask('release', {}, 10)).rejects.toThrow(reason);
    }),
  );

  it('that cannot be started is out', async () => {
    const peer = new ContestantProcess({ name: 'none', role: 'peer', command: 'no-such-program', args: [] }, undefined);
    await expect(peer.ask('start', {}, 10)).rejects.toThrow(/could not be started: .*ENOENT/);
    await peer.close();
  });
});

describe('an alternating run', () => {
  const BUDGET = { rounds: 3, blockSeconds: 0.1, warmupSeconds: 0, calibrationSeconds: 0 };

  it('gathers a block a round from each, and goes on without those that drop out', async () => {
    const manners: Manner[] = ['well', 'refuses', 'dies'];
    const peers = manners.map((manner) => new ContestantProcess({ ...fakePeer(manner), name: manner }, undefined));
    const rounds: number[] = [];
    try {
      const outcomes = await measureWork(WORK, peers, BUDGET, (round) => rounds.push(round));
      expect(rounds).toEqual([0, 1, 2]);
      expect(outcomes.get('well')).toMatchObject({ status: 'measured', choice: 'only', leakedTensors: null });
      expect(outcomes.get('well')).toHaveProperty('blocks.length', 3);
      expect(outcomes.get('refuses')).toEqual({ status: 'unsupported', reason: 'no sums here' });
      expect(outcomes.get('dies')).toMatchObject({ status: 'failed' });
    } finally {
      await Promise.all(peers.map((peer) => peer.close()));
    }
  });

  it('ends at once with the reason of its signal', async () => {
    const stop = new AbortController();
    const peer = new ContestantProcess(fakePeer('hangs'), undefined);
    stop.signal.addEventListener('abort', () => peer.kill());
    const run = measureWork(WORK, [peer], BUDGET, () => undefined, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 200);
    await expect(run).rejects.toThrow('enough');
    await peer.close();
  });
});

describe('pinning', () => {
  it('reads lists of cores', () => {
    expect(parseCores('0-2,5')).toEqual([0, 1, 2, 5]);
    expect(parseCores('7')).toEqual([7]);
  });

  it('puts taskset before a command', () => {
    expect(onCore(3, 'node', ['a.js'])).toEqual(['taskset', ['-c', '3', 'node', 'a.js']]);
    expect(onCore(undefined, 'node', ['a.js'])).toEqual(['node', ['a.js']]);
  });
});
