import { readFile } from 'node:fs/promises';
import { describeFileError, messageOf, parseValue, PartitaError } from '@partita/core';
import { z } from 'zod';

/** Directives that are the executor's own; a site or a user that sets them would break what it relies on. */
const OWN = new Set([
  ...[
    'array',
    'chdir',
    'dependency',
    'error',
    'export',
    'export-file',
    'hold',
    'job-name',
    'kill-on-invalid-dep',
    'no-requeue',
    'open-mode',
  ],
  ...['output', 'parsable', 'quiet', 'requeue', 'signal', 'test-only', 'wait', 'wrap'],
]);

const word = z.string().regex(/^[\w@%+:.,/-]+$/, "expected Slurm's own word for it, without spaces or quotes");

const scheduling = {
  partition: word.nullable().default(null).describe("where the jobs queue; null for the site's or Slurm's default"),
  account: word.nullable().default(null).describe('who is charged'),
  qos: word.nullable().default(null).describe('quality of service'),
  gres: word.nullable().default(null).describe("generic resources of each job, such as 'gpu:1'"),
  cpus: z.int().min(1).max(4096).nullable().default(null).describe('cores of each job'),
  memory: z
    .string()
    .regex(/^\d+[KMGT]?$/, "expected a size such as '4G'")
    .nullable()
    .default(null)
    .describe("memory of each job, such as '4G'"),
  timeLimit: z
    .string()
    .regex(/^(\d+-)?\d+(:\d{1,2}){0,2}$/, "expected Slurm's notation, such as '30' (minutes), '4:00:00' or '2-12'")
    .nullable()
    .default(null)
    .describe("of one stretch, in Slurm's notation, such as '4:00:00'; a job that needs longer goes on in another stretch"),
  throttle: z.int().min(1).max(100_000).nullable().default(null).describe('jobs of an array that run at a time; null for all'),
  modules: z.array(word).default([]).describe('environment modules that are loaded first'),
  setup: z.array(z.string()).default([]).describe('lines of bash before the job, after the modules'),
  environment: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'expected the name of an environment variable'), z.string())
    .default({})
    .describe('environment variables of the jobs'),
  directives: z
    .record(
      z
        .string()
        .regex(/^[a-z][a-z0-9-]*$/, "expected an option of sbatch without its dashes, such as 'constraint'")
        .refine((name) => !OWN.has(name), 'this one belongs to the executor'),
      z.union([z.string(), z.number(), z.literal(true)]),
    )
    .default({})
    .describe('further options of sbatch, such as { "constraint": "a100", "exclusive": true }'),
};

const siteSchema = z.strictObject(scheduling);

/** What the jobs of a run ask of Slurm. */
export type Settings = z.output<typeof siteSchema>;

export const optionsSchema = z.object({
  ...scheduling,
  site: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('a JSON file with any of the options above, to which these are added; null for none'),
  warningSeconds: z
    .int()
    .min(1)
    .max(65_535)
    .default(120)
    .describe('a job is warned so long before its time limit, to save and queue again'),
  requeues: z.int().min(0).max(100_000).default(100).describe('times that a warned job queues again by itself'),
  retries: z
    .int()
    .min(1)
    .default(3)
    .describe('crashes in a row, without a new checkpoint between them, after which an interval is given up'),
  pollSeconds: z.number().min(0.05).max(3600).default(5).describe('between two looks at the queue'),
  silenceMinutes: z.number().min(0).max(10_080).default(60).describe('how long Slurm may not answer before it is given up; the jobs go on'),
  onInterrupt: z
    .enum(['leave', 'cancel'])
    .default('leave')
    .describe("what Ctrl-C does with the jobs: 'leave' them running, or 'cancel' them, saved"),
  evaluate: z.boolean().default(false).describe('a job that evaluates the run follows when all its intervals have trained'),
});

/** What may be asked for; all of it has a default. */
export type SlurmOptions = z.input<typeof optionsSchema>;

export type ResolvedOptions = z.output<typeof optionsSchema>;

/** The options with those of their site's file below them. @throws PartitaError saying what is wrong with the file */
export async function settingsOf({ site, ...options }: ResolvedOptions): Promise<Settings> {
  if (site === null) return options;
  const below = await readSite(site);
  const chosen = Object.entries(options).filter(([name, value]) => name in scheduling && value !== null);
  return {
    ...below,
    ...Object.fromEntries(chosen),
    modules: [...below.modules, ...options.modules],
    setup: [...below.setup, ...options.setup],
    environment: { ...below.environment, ...options.environment },
    directives: { ...below.directives, ...options.directives },
  };
}

async function readSite(path: string): Promise<Settings> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw describeFileError('read', path, error);
  });
  try {
    return parseValue(siteSchema, JSON.parse(text));
  } catch (error) {
    throw new PartitaError(`The site's file '${path}': ${messageOf(error)}`, { cause: error });
  }
}
