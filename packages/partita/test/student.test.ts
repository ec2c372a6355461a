import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPartita } from '../src/index.ts';
import { startCommand } from './command.ts';

const settings = [
  'dataset=hg',
  'network.widths=[12]',
  'training.batchSize=64',
  'executor=inline',
  'metrics=["regret"]',
  'evaluation.points=200',
];
const TINY = [...settings, 'evaluation.samples=0', 'evaluation.densityGrid=0'].flatMap((setting) => ['--set', setting]);
const regretOf = async (run: string): Promise<number> =>
  (await (await createPartita().open(run)).evaluate()).measurements['regret']?.value as number;

const command = (...args: string[]) => startCommand(args).ended;

describe('what becomes of a trained run', { timeout: 240_000 }, () => {
  const base = mkdtempSync(join(tmpdir(), 'partita-student-'));
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  const teacher = join(base, 'teacher');

  it('distill: one network learns what four know', async () => {
    await command('train', 'hg', '--out', teacher, ...TINY, '--set', 'training.steps=300', '--set', 'partition=equal-log-snr');
    const student = join(base, 'student');
    expect(await command('distill', teacher, '--out', student)).toMatchObject({ status: 0 });
    expect(readdirSync(join(student, 'intervals'))).toEqual(['0000']);
    const [taught, alone] = [await regretOf(student), await regretOf(teacher)];
    expect(taught).toBeLessThan(2 * alone);
    expect((await command('train', student, '--resume')).status).toBe(0);
  });

  it('distill refuses a student of other noise, and writes nothing', async () => {
    const out = join(base, 'other');
    const { status, stderr } = await command('distill', teacher, '--out', out, '--set', 'tMin=0.01');
    expect(status).toBe(2);
    expect(stderr).toContain('has another tMin; a student takes its teacher');
    expect(existsSync(out)).toBe(false);
  });

  it('merge: the mean of networks is a network; of one network, itself', async () => {
    const one = join(base, 'one');
    await command('train', 'hg', '--out', one, ...TINY, '--set', 'training.steps=50', '--set', 'partition=single');
    const { status } = await command('merge', one);
    expect(status).toBe(0);
    expect(await regretOf(`${one}-merged`)).toBe(await regretOf(one));
    await command('merge', teacher);
    expect(await regretOf(`${teacher}-merged`)).toBeGreaterThan(await regretOf(teacher));
  });

  it('merge refuses networks of different sizes in one sentence', async () => {
    const mixed = join(base, 'mixed');
    const networks = 'partition={"kind":"heterogeneous","networks":[{"widths":[5]},{},{},{}]}';
    await command('train', 'hg', '--out', mixed, ...TINY, '--set', 'training.steps=2', '--set', networks);
    const { status, stderr } = await command('merge', mixed);
    expect(status).toBe(2);
    expect(stderr).toContain('differ in size and have no mean; distill them instead');
    expect(existsSync(`${mixed}-merged`)).toBe(false);
  });
});
