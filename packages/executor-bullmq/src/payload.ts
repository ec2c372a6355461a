import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { experimentHash, parseValue, PartitaError, type TrainJob } from '@partita/core';
import { z } from 'zod';

/** What travels: where a run lies, what to do with it, and which experiment it must be. Everything else is read from the run's files. */
const payloadSchema = z.strictObject({
  version: z.literal(1),
  /** Below the root that parents and workers share, with slashes. */
  run: z
    .string()
    .min(1)
    .max(4096)
    .refine((path) => !isAbsolute(path) && !path.includes('\0') && !path.split(/[/\\]/).includes('..'), 'expected a folder below the root'),
  /** An interval's training, or the evaluation of all. */
  task: z.union([z.int().min(0).max(1_000_000), z.literal('evaluate')], { error: "expected an interval's number, or 'evaluate'" }),
  experiment: z.string().regex(/^[0-9a-f]{8,128}$/, 'expected the fingerprint of an experiment'),
});

export type Payload = z.output<typeof payloadSchema>;

/** A job as it travels. @param root that the run's folder lies below */
export const payloadOf = ({ run, experiment, interval }: TrainJob, root: string): Payload => ({
  version: 1,
  run: folderBelowRoot(run, root),
  task: interval.index,
  experiment: experimentHash(experiment),
});

/** A run's folder as seen from the root, with slashes. @throws PartitaError when it does not lie below it */
export function folderBelowRoot(run: string, root: string): string {
  const below = relative(resolve(root), resolve(run));
  if (below === '' || below.startsWith('..') || isAbsolute(below))
    throw new PartitaError(
      `The run '${run}' does not lie below the root '${resolve(root)}', which the workers share; choose another executor.root.`,
    );
  return below.split(sep).join('/');
}

/** The same run, task and experiment have the same name, so that a job is not queued twice. */
export const jobId = ({ run, task, experiment }: Payload): string =>
  `${createHash('sha256').update(run).digest('hex').slice(0, 16)}-${task}-${experiment.slice(0, 16)}`;

/** What a worker may do of what it finds on the queue. @throws PartitaError saying why a payload is refused */
export function acceptPayload(value: unknown, root: string): Payload & { readonly folder: string } {
  const payload = parseValue(payloadSchema, value, { whole: 'payload' });
  return { ...payload, folder: folderBelow(root, payload.run) };
}

/** A folder below a root, links followed. */
function folderBelow(root: string, run: string): string {
  let real: string;
  try {
    real = realpathSync(join(root, run));
  } catch {
    throw new PartitaError(`run: there is no folder '${run}' below '${root}'.`);
  }
  const top = realpathSync(root);
  if (!real.startsWith(`${top}${sep}`)) throw new PartitaError(`run: '${run}' does not lie below '${root}'.`);
  return join(root, run);
}
