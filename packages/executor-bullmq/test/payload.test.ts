import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PartitaError } from '@partita/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeJobs } from '../../executor-slurm/test/runs.ts';
import { acceptPayload, jobId, payloadOf } from '../src/payload.ts';
import { redisUrl, withoutPassword } from '../src/redis-url.ts';
import { optionsSchema } from '../src/settings.ts';

function root(): string {
  const folder = mkdtempSync(join(tmpdir(), 'partita-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'root', 'runs', 'a'), { recursive: true });
  mkdirSync(join(folder, 'secret'));
  symlinkSync(join(folder, 'secret'), join(folder, 'root', 'link'));
  return join(folder, 'root');
}

const good = { version: 1, run: 'runs/a', task: 3, experiment: '0123456789abcdef' };

describe('a payload', () => {
  it('names a run below the root, and travels', () => {
    const top = root();
    const [job] = makeJobs(join(top, 'runs', 'a'), [9]);
    const payload = payloadOf(job!, top);
    expect(payload).toMatchObject({ version: 1, run: 'runs/a', task: 0 });
    expect(acceptPayload(JSON.parse(JSON.stringify(payload)), top)).toEqual({ ...payload, folder: join(top, 'runs/a') });
    expect(() => payloadOf(job!, join(top, 'runs', 'b'))).toThrow(PartitaError);
  });

  it('has the same name for the same work, and another for other work', () => {
    const names = [good, { ...good, task: 4 }, { ...good, run: 'runs/b' }, { ...good, experiment: 'f123456789abcdef' }] as const;
    expect(new Set(names.map((each) => jobId({ ...each, version: 1 }))).size).toBe(4);
  });

  it.each([
    [null, 'payload'],
    ['{}', 'payload'],
    [{ ...good, version: 2 }, 'version'],
    [{ ...good, run: '../secret' }, 'run'],
    [{ ...good, run: 'runs/../../secret' }, 'run'],
    [{ ...good, run: '/etc' }, 'run'],
    [{ ...good, run: 'link' }, 'run'],
    [{ ...good, run: '.' }, 'run'],
    [{ ...good, run: 'runs/none' }, 'run'],
    [{ ...good, run: 'runs/a\0' }, 'run'],
    [{ ...good, task: -1 }, 'task'],
    [{ ...good, task: '$(id)' }, 'task'],
    [{ ...good, experiment: 'x; rm -rf ~' }, 'experiment'],
    [{ ...good, script: '/tmp/evil.js' }, 'payload'],
    [{ ...good, plugins: ['./evil.js'] }, 'payload'],
  ])('is refused where it is malformed or hostile: %j', (payload, where) => {
    const attempt = () => acceptPayload(payload, root());
    expect(attempt).toThrow(PartitaError);
    expect(attempt).toThrow(new RegExp(`^${where}: `));
  });
});

describe('the URL of Redis', () => {
  it('may be of TLS with a password, which is not shown', () => {
    expect(redisUrl('rediss://user:pass@host:6380')).toBe('rediss://user:pass@host:6380');
    expect(withoutPassword('rediss://user:pass@host:6380')).toBe('rediss://…@host:6380');
    expect(() => redisUrl('http://user:pass@host')).toThrow("'http://…@host' is no URL of Redis");
    expect(() => redisUrl('localhost')).toThrow(PartitaError);
  });

  it('keeps passwords out of experiments', () => {
    expect(optionsSchema.safeParse({ redis: 'redis://:pass@host' }).success).toBe(false);
    expect(optionsSchema.safeParse({ redis: 'redis://host:6379' }).success).toBe(true);
  });
});
