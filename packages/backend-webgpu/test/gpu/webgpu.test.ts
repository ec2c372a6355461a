import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runScript, surroundingsWithGpu } from './child.ts';

const surroundings = surroundingsWithGpu();

const answerOf = <T>(script: string): T => {
  const { status, stdout, stderr } = runScript(script, surroundings ?? {});
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
};

describe.skipIf(!surroundings)('on a GPU, the machine’s own or one in software', () => {
  it('names its adapter, and takes one in software only where it is asked to', () => {
    const { device, refusal } = answerOf<{ device: string; refusal?: string }>('start.ts');
    expect(device).toMatch(/\w/);
    if (/SwiftShader/.test(device)) expect(refusal).toMatch(/computes in software \(SwiftShader.*\).*backend\.software=true/);
  }, 60_000);

  it('a training whose device is lost says so, and goes on from its checkpoint to the very same weights', () => {
    const { complaint, savedAt, resumed, whole } = answerOf<{ complaint: string; savedAt: string; resumed: number[]; whole: number[] }>(
      'training.ts',
    );
    expect(complaint).toMatch(/^The GPU .* was lost.*--resume\.$/);
    expect(savedAt).toBe('3');
    expect(resumed.length).toBeGreaterThan(0);
    expect(resumed).toEqual(whole);
  }, 120_000);

  it('says what is wrong in place of going on with nonsense', () => {
    const { tooLarge, atOnce, outOfMemory, afterwards } = answerOf<Record<string, string>>('faults.ts');
    expect(tooLarge).toMatch(/^A tensor of shape \[65536, 65536\] takes 16\.0 GiB and a buffer of this GPU holds at most/);
    expect(atOnce).toMatch(/cannot read a tensor at once .* await data\(\)/);
    expect(outOfMemory).toMatch(/^The GPU .* is out of memory \(.*\); choose a smaller training\.batchSize/);
    expect(afterwards).toBe('');
  }, 60_000);

  it('fulfils the contract of a backend', () => {
    const root = fileURLToPath(new URL('../../../..', import.meta.url));
    const config = 'packages/backend-webgpu/test/gpu/vitest.config.ts';
    const env = { ...process.env, ...surroundings };
    const { status, stdout, stderr } = spawnSync('npx', ['vitest', 'run', '--root', root, '--config', config], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    expect([status, status === 0 ? '' : `${stdout}${stderr}`]).toEqual([0, '']);
  }, 180_000);
});
