import { execFileSync } from 'node:child_process';
import { PartitaError } from '@partita/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayArgument, resourceArguments } from '../src/arguments.ts';
import { batchScript, quote } from '../src/batch-script.ts';
import { optionsSchema, settingsOf } from '../src/settings.ts';

const bash = (script: string, env: NodeJS.ProcessEnv = {}): string =>
  execFileSync('bash', ['-s'], { input: script, env: { PATH: process.env['PATH'], ...env } }).toString();

const settings = (options: Record<string, unknown> = {}) => settingsOf(optionsSchema.parse(options));

/** What a job of such settings prints that says its arguments and environment. */
async function tell(options: Record<string, unknown>, words: readonly string[]): Promise<{ argv: string[]; env: Record<string, string> }> {
  const code = 'console.log(JSON.stringify({ argv: process.argv.slice(1), env: process.env }))';
  const entry = { script: '--', nodeFlags: ['-e', code] };
  const script = batchScript({ settings: await settings(options), entry, arguments: words, requeues: 7 });
  const output = bash(script, { SLURM_ARRAY_JOB_ID: '17', SLURM_ARRAY_TASK_ID: '3', SLURM_JOB_ID: '20' });
  return JSON.parse(output.trim().split('\n').at(-1) as string) as Awaited<ReturnType<typeof tell>>;
}

describe('the script of a batch job', () => {
  it('hands on any text as it is', () => {
    const text = fc.string({ unit: 'binary' }).filter((each) => !each.includes('\0'));
    const joined = fc.array(text, { maxLength: 4 });
    fc.assert(
      fc.property(joined, (words) => {
        const said = bash(`printf '%s\\0' ${words.map(quote).join(' ')}`);
        expect(said).toBe(words.length === 0 ? '\0' : words.map((word) => `${word}\0`).join(''));
      }),
      { numRuns: 40, seed: 8 },
    );
  });

  it('runs nothing that stands in arguments or in the environment', async () => {
    const evil = '$(touch /tmp/partita-evil)`id`"; exit 3 #\'\n\\';
    const { argv, env } = await tell({ environment: { TOKEN: evil } }, [evil]);
    expect(argv).toEqual([evil]);
    expect(env['TOKEN']).toBe(evil);
  });

  it('sets up, loads modules, and says which job it is', async () => {
    const { env } = await tell({ setup: ['export SET_UP="$A up"'], environment: { A: '1' } }, []);
    expect(env).toMatchObject({ SET_UP: '1 up', PARTITA_JOB: 'Slurm job 17_3', PARTITA_REQUEUES: '7' });
    const entry = { script: 'job.js', nodeFlags: [] };
    const script = batchScript({ settings: await settings({ modules: ['cuda/12.4'] }), entry, arguments: [], requeues: 0 });
    expect(script).toContain("\nmodule load 'cuda/12.4'\n");
  });
});

describe('what sbatch is told', () => {
  it('is a word for each resource that is asked for', async () => {
    expect(resourceArguments(await settings())).toEqual([]);
    const asked = {
      partition: 'gpu',
      gres: 'gpu:1',
      cpus: 4,
      memory: '8G',
      timeLimit: '4:00:00',
      directives: { constraint: 'a100 & big', exclusive: true },
    };
    expect(resourceArguments(await settings(asked))).toEqual([
      ...['--partition=gpu', '--gres=gpu:1', '--cpus-per-task=4', '--mem=8G', '--time=4:00:00'],
      ...['--constraint=a100 & big', '--exclusive'],
    ]);
  });

  it('names the intervals of an array', () => {
    expect(arrayArgument([3, 0, 1, 7, 2, 9], null)).toBe('--array=0-3,7,9');
    expect(arrayArgument([5], 2)).toBe('--array=5%2');
  });

  it.each([
    { partition: 'a b' },
    { account: "x'; rm -rf ~" },
    { memory: 'much' },
    { timeLimit: 'forever' },
    { environment: { 'A B': '1' } },
    { directives: { array: '0-9' } },
    { directives: { 'output\n#SBATCH': 'x' } },
    { modules: ['$(id)'] },
  ])('is refused where it is not its own: %j', (options) => {
    expect(optionsSchema.safeParse(options).success).toBe(false);
  });

  it('may come from the file of a site', async () => {
    const { mkdtempSync, writeFileSync, rmSync } = await import('node:fs');
    const folder = mkdtempSync('/tmp/partita-');
    const site = `${folder}/site.json`;
    writeFileSync(site, JSON.stringify({ partition: 'cpu', account: 'lab', setup: ['ulimit -c 0'], environment: { A: '1', B: '1' } }));
    expect(await settings({ site, partition: 'gpu', setup: ['nice'], environment: { B: '2' } })).toMatchObject({
      partition: 'gpu',
      account: 'lab',
      setup: ['ulimit -c 0', 'nice'],
      environment: { A: '1', B: '2' },
    });
    writeFileSync(site, JSON.stringify({ partitoin: 'cpu' }));
    await expect(settings({ site })).rejects.toThrow(PartitaError);
    await expect(settings({ site })).rejects.toThrow(
      `The site's file '${site}': top level: there is no option 'partitoin'; did you mean 'partition'?`,
    );
    rmSync(folder, { recursive: true });
    await expect(settings({ site })).rejects.toThrow(/^Cannot read '.*site\.json': there is no such file/);
  });
});
