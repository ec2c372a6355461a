import type { Container, Experiment, Measurement, PartitionedScore, TimeInterval } from '@partita/core';

/** What suites need of a house that trains: whoever composes one gives it to them, so that they need not know it. */
export interface Laboratory {
  /** The versions that a result depends on. */
  readonly versions: Readonly<Record<string, string>>;
  /** The kinds of component of a port, e.g. `Partition`, with those of plugins; none where there is no such port. */
  kinds(port: string, plugins: readonly string[]): Promise<readonly string[]>;
  /** How many networks in force an experiment's plan has; undefined where a pilot must be trained to tell. */
  networks(experiment: ExperimentInput): Promise<number | undefined>;
  /** A model without training, of an experiment whose network has no parameters, such as `analytic`. */
  model(experiment: ExperimentInput): Promise<UntrainedModel>;
  /** Trains the variants of an experiment side by side and evaluates them. What a folder holds already is not done again. */
  study(request: StudyRequest): Promise<StudyOutcome>;
}

/** An experiment as its user writes it; with `variants`, as many runs. */
export type ExperimentInput = Readonly<Record<string, unknown>>;

/** The exact score of a data set, with what can be built around it. */
export interface UntrainedModel {
  readonly score: PartitionedScore;
  /** Builds samplers, solvers and estimators; its backend has started. */
  readonly pieces: Container;
  close(): Promise<void>;
}

export interface StudyRequest {
  readonly experiment: ExperimentInput & { readonly variants: Readonly<Record<string, Settings>> };
  readonly folder: string;
  /** Whether the runs are measured after training; default: true. */
  readonly evaluate?: boolean;
  /** Told what is being done, for whoever waits. */
  readonly listener: (doing: string) => void;
  readonly signal: AbortSignal;
}

/** Settings of an experiment by their paths: `{ 'training.steps': 3000 }`. */
export type Settings = Readonly<Record<string, unknown>>;

export interface StudyOutcome {
  /** Seconds by the clock that training took this time, starts of processes included. */
  readonly trainingClock: number;
  readonly cores: number;
  readonly runs: Readonly<Record<string, RunOutcome>>;
}

export interface RunOutcome {
  /** The resolved experiment. */
  readonly experiment: Experiment;
  readonly plan: readonly TimeInterval[];
  /** Core-seconds in training steps of each network, by index. */
  readonly networkSeconds: readonly number[];
  /** What was measured; absent where the study was not evaluated. */
  readonly evaluation?: RunEvaluation;
}

export interface RunEvaluation {
  readonly measurements: Readonly<Record<string, Measurement>>;
  /** Of all networks together. */
  readonly parameters: number;
  readonly updates: number;
  /** Seconds of core in training steps, summed over networks. */
  readonly trainingSeconds: number;
  /** Seconds by the clock that these make on `cores` workers. */
  readonly wallClockSeconds: number;
  readonly cores: number;
}
