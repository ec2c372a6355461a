import type { WorkerEntry } from '@partita/core';
import type { Settings } from './settings.ts';

/** A word of bash that stands for exactly this text. */
export const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

export interface Script {
  readonly settings: Pick<Settings, 'modules' | 'setup' | 'environment'>;
  readonly entry: WorkerEntry;
  readonly arguments: readonly string[];
  /** How often the job may queue again by itself. */
  readonly requeues: number;
}

/**
 * The script of a batch job: it becomes the process of the job itself, because Slurm warns the batch process only. Whatever comes from
 * options is quoted, but for `setup`, which is bash by its nature.
 */
export function batchScript({ settings: { modules, setup, environment }, entry, arguments: words, requeues }: Script): string {
  const variables = Object.entries({ ...environment, PARTITA_REQUEUES: String(requeues) });
  const command = [process.execPath, ...entry.nodeFlags, entry.script, ...words];
  return [
    '#!/bin/bash',
    ...modules.map((module) => `module load ${quote(module)}`),
    ...variables.map(([name, value]) => `export ${name}=${quote(value)}`),
    'export PARTITA_JOB="Slurm job ${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}${SLURM_ARRAY_TASK_ID:+_$SLURM_ARRAY_TASK_ID}"',
    ...setup,
    `exec ${command.map(quote).join(' ')}`,
    '',
  ].join('\n');
}
