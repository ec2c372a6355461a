import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { intervalDirectory } from './layout.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Who trains an interval, settled by the file system alone. An attempt is a folder, `attempt-0002-9f3c2a1b`: its number follows the highest
 * there, the rest is drawn at random, so that no two attempts ever share a name. Whoever claims makes a folder of its own, removes all lower
 * ones, and then reads the last checkpoint. What an attempt writes, it writes in its folder and renames from there: once the folder is gone,
 * that fails, however long its process was frozen in between.
 */

const claimSchema = z.object({
  host: z.string(),
  pid: z.int(),
  /** The job in the terms of the engine that started it, if one did. */
  job: z.string().exactOptional(),
});

/** Who claimed an interval. */
export type Claim = z.output<typeof claimSchema>;

const NAME = /^attempt-(\d{4,})-[0-9a-f]{8}$/;
const CLAIM = 'claim.json';

/**
 * Claims an interval: the folder of the new attempt, the only one that is left.
 * @param folder of the interval; it is made
 * @throws an error with the code ENOENT when another process claimed it at the same time, and won
 */
export async function claimAttempt(folder: string): Promise<string> {
  await makeFolder(folder);
  const highest = (await attemptsIn(folder)).at(-1);
  const name = `attempt-${String(1 + numberOf(highest)).padStart(4, '0')}-${randomBytes(4).toString('hex')}`;
  const own = join(folder, name);
  await mkdir(own);
  await writeFile(join(own, CLAIM), JSON.stringify(thisProcess()));
  const attempts = await attemptsIn(folder);
  if (attempts.at(-1) !== name) throw Object.assign(new Error(`'${name}' is not the highest attempt`), { code: 'ENOENT' });
  for (const lower of attempts.slice(0, -1)) await rm(join(folder, lower), { recursive: true, force: true, maxRetries: 20 });
  return own;
}

/** Who claimed an interval of a run last; undefined if nobody did. */
export const readClaim = (runDirectory: string, interval: number): Promise<Claim | undefined> =>
  lastClaim(intervalDirectory(runDirectory, interval));

/** Who claimed the interval of a folder last. */
export async function lastClaim(folder: string): Promise<Claim | undefined> {
  for (const name of (await attemptsIn(folder)).reverse()) {
    const claim = await readClaimFile(join(folder, name, CLAIM));
    if (claim) return claim;
  }
  return undefined;
}

/** Undefined where it is not, or not yet, written. */
async function readClaimFile(path: string): Promise<Claim | undefined> {
  try {
    return claimSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** The names of the attempts in a folder, the highest last. */
async function attemptsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => NAME.test(name)).sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1));
}

const numberOf = (name: string | undefined): number => Number(NAME.exec(name ?? '')?.[1] ?? 0);

function thisProcess(): Claim {
  const { PARTITA_JOB: job } = process.env;
  return { host: hostname(), pid: process.pid, ...(job === undefined ? {} : { job }) };
}
