import { initialParameters, PartitaError, type CheckpointStore, type ScoreNetwork, type TimeInterval } from '@partita/core';
import { roleVector, stateAt } from './state-checkpoint.ts';
import type { TrainingState } from './train-step.ts';

/**
 * Where a network's training starts: at random parameters, or at the average that another interval's training ended with.
 * @throws PartitaError when that one has not been trained, or has other shapes
 */
export async function startingState(
  network: ScoreNetwork,
  { index, from }: TimeInterval,
  seed: number,
  store: CheckpointStore,
): Promise<TrainingState> {
  if (from === undefined) return stateAt(initialParameters(network.parameters, seed, index));
  const trained = await store.load(from);
  if (!trained)
    throw new PartitaError(`Interval ${index} starts from interval ${from}, which has no checkpoint yet; train that one first.`);
  return stateAt(roleVector(network, trained, 'ema', store.describe(from)));
}
