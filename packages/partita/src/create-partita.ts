import { PartitaError, type Experiment, type TrainListener } from '@partita/core';
import { evaluateRun } from './run/evaluate.ts';
import type { Evaluation } from './run/evaluation.ts';
import { openStudy } from './run/open.ts';
import { reportStudy } from './run/report.ts';
import type { Run } from './run/run.ts';
import { sampleRun } from './run/sample.ts';
import { startStudy, type Study } from './run/start.ts';
import type { ExperimentInput } from './run/study.ts';
import { trainStudy } from './run/train.ts';

/** A trained run. */
export interface TrainedRun {
  readonly name: string;
  readonly directory: string;
  /** The resolved experiment: every default filled in. */
  readonly experiment: Experiment;
  evaluate(): Promise<Evaluation>;
  /** `count` rows, row-major, `[count, dimension]`. */
  sample(count: number, seed?: number): Promise<Float32Array>;
  /** Writes `report.html` and its figures (evaluate first); returns the page's path. */
  report(): Promise<string>;
}

export interface TrainRequest {
  /** The folder of the run. */
  readonly out: string;
  /** Continue what is in the folder. */
  readonly resume?: boolean;
  readonly listener?: TrainListener;
  readonly signal?: AbortSignal;
}

/** Partita as a library: what the command does, in three verbs. */
export interface Partita {
  train(experiment: ExperimentInput, request: TrainRequest): Promise<TrainedRun>;
  open(directory: string): Promise<TrainedRun>;
}

/** @throws PartitaError from every verb, in one sentence, for whatever its caller can mend */
export function createPartita(): Partita {
  return {
    async train(experiment, { out, resume = false, ...options }) {
      if ('variants' in experiment)
        throw new PartitaError("An experiment with variants is a study; train it with 'partita run', or each variant by itself.");
      const study = await startStudy(experiment, { directory: out, resume, ...options });
      await trainStudy(study, options);
      return trained(study);
    },
    open: async (directory) => trained(await openStudy(directory)),
  };
}

function trained(study: Study): TrainedRun {
  const run = study.runs[0] as Run;
  return {
    name: run.name,
    directory: run.directory,
    experiment: run.experiment,
    evaluate: () => evaluateRun(run),
    sample: async (count, seed = 0) => (await sampleRun(run, count, seed)).values,
    report: () => reportStudy(study),
  };
}
