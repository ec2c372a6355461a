import { link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFileError, parseValue, PartitaError } from '@partita/core';
import { z } from 'zod';

/**
 * What was submitted for a run, in files of its own: `slurm/0001.json`. The file is made before sbatch is called, by one process alone,
 * and holds a name by which the array is found should that process die in between.
 */

const submissionSchema = z.strictObject({
  /** The name of the job in Slurm; no other has it. */
  name: z.string(),
  intervals: z.array(z.int().min(0)),
  /** The number of the job, once there is one. */
  array: z.string().exactOptional(),
});

export interface Submission extends z.output<typeof submissionSchema> {
  readonly path: string;
  /** Milliseconds since it was written. */
  readonly age: number;
}

/** Where Slurm's files of a run lie. */
export const slurmFolder = (run: string): string => join(run, 'slurm');

/** What a task prints. */
export const outputPath = (run: string, task: string): string => join(slurmFolder(run), `${task}.out`);

/** A run's submissions, the first one first. */
export async function submissionsOf(run: string): Promise<Submission[]> {
  const folder = slurmFolder(run);
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw describeFileError('read', folder, error);
  });
  return Promise.all(
    names
      .filter((name) => /^\d{4,}\.json$/.test(name))
      .sort()
      .map((name) => readSubmission(join(folder, name))),
  );
}

async function readSubmission(path: string): Promise<Submission> {
  const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
  try {
    return { ...parseValue(submissionSchema, JSON.parse(text)), path, age: Date.now() - mtimeMs };
  } catch (error) {
    throw new PartitaError(`'${path}' does not say what was submitted; delete it when no job of this run is left in Slurm's queue.`, {
      cause: error,
    });
  }
}

/**
 * Announces a submission, the so-manieth of its run.
 * @returns undefined when another process was quicker
 */
export async function announce(run: string, number: number, name: string, intervals: readonly number[]): Promise<string | undefined> {
  const path = join(slurmFolder(run), `${String(number).padStart(4, '0')}.json`);
  const fresh = join(slurmFolder(run), `${name}.tmp`);
  try {
    await mkdir(slurmFolder(run), { recursive: true });
    await writeFile(fresh, JSON.stringify({ name, intervals }));
    await link(fresh, path);
    return path;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw describeFileError('write', path, error);
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Writes down the number that Slurm gave. */
export async function record(path: string, { name, intervals }: Pick<Submission, 'name' | 'intervals'>, array: string): Promise<void> {
  const fresh = `${path}.${process.pid}.tmp`;
  await writeFile(fresh, JSON.stringify({ name, intervals, array }));
  await rename(fresh, path);
}
