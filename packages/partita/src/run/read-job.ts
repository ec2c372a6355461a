import { isAbsolute } from 'node:path';
import { experimentHash, PartitaError, type TrainJob } from '@partita/core';
import { readRun, type RunRecord } from './open.ts';

/** The job of an interval, by the files of its run. @throws PartitaError when they are missing, damaged, or know no such interval */
export async function readJob(run: string, index: number): Promise<TrainJob> {
  const { experiment, plan } = await readPermitted(run);
  const interval = plan[index];
  if (!interval) throw new PartitaError(`The plan of '${run}' has no interval ${index}; it has 0 … ${plan.length - 1}.`);
  return { run, experiment, interval };
}

/**
 * A run's files, if they are what whoever started this process permits: PARTITA_FINGERPRINT is that of the experiment, and
 * PARTITA_PLUGINS lists the files that plugins may come from. Installed packages are permitted always.
 * @throws PartitaError when they are not, before any of it is loaded
 */
export async function readPermitted(run: string): Promise<RunRecord> {
  const { PARTITA_FINGERPRINT: fingerprint, PARTITA_PLUGINS: plugins } = process.env;
  const permitted = plugins === undefined ? undefined : new Set(JSON.parse(plugins) as string[]);
  const record = await readRun(run, (plugin) => {
    if (permitted && isAbsolute(plugin) && !permitted.has(plugin))
      throw new PartitaError(
        `The run '${run}' asks for the plugin '${plugin}', which this worker was not given; start it with --plugin ${plugin}.`,
      );
  });
  if (fingerprint !== undefined && experimentHash(record.experiment) !== fingerprint)
    throw new PartitaError(`The run '${run}' holds another experiment than the one that was queued; queue it again with --resume.`);
  return record;
}
