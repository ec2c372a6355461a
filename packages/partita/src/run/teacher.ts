import { isDeepStrictEqual } from 'node:util';
import { PartitaError, type Experiment } from '@partita/core';
import type { LoadedScore } from '../composition/assemble-score.ts';
import { lastCheckpoint, loadScore } from '../composition/load-score.ts';
import { onlyRun } from './only-run.ts';
import { openStudy } from './open.ts';
import type { Run } from './run.ts';

/** @throws PartitaError when an experiment's teacher is not a trained run of the same noise and data */
export async function requireTeacher(directory: string, student: Experiment): Promise<Run> {
  const teacher = onlyRun(await openStudy(directory));
  for (const setting of ['sde', 'dataset', 'tMin'] as const)
    if (!isDeepStrictEqual(teacher.experiment[setting], student[setting]))
      throw new PartitaError(`teacher: the run in '${directory}' has another ${setting}; a student takes its teacher's.`);
  for (const interval of teacher.plan) await lastCheckpoint(teacher.pieces, teacher.experiment, interval);
  return teacher;
}

/** The score that an experiment learns from; its tensors are the running backend's. */
export async function loadTeacher(directory: string, student: Experiment): Promise<LoadedScore> {
  const { pieces, experiment, plan } = await requireTeacher(directory, student);
  return loadScore(pieces, experiment, plan, plan.length); // a batch asks all of them
}
