import type { Container, PartitionedScore, TrainEvent, TrainJob } from '@partita/core';
import { trainInterval } from '@partita/training';
import { trainingPieces } from './training-pieces.ts';

export interface TrainPiecesOptions {
  readonly listener: (event: TrainEvent) => void;
  readonly signal: AbortSignal;
  readonly teacher?: PartitionedScore;
}

/** Trains a job's interval with the pieces of its container, on a backend that runs: the same wherever jobs are done. */
export const trainPieces = (pieces: Container, { experiment, interval }: TrainJob, options: TrainPiecesOptions): Promise<void> =>
  trainInterval({ ...trainingPieces(pieces, experiment, interval), ...options });
