import { Backend, CheckpointStore, PartitaError, Sde, type Experiment, type LossProfile, type Registry } from '@partita/core';
import { experimentContainer, intervalContainer, measurePilot, pilotExperiment, trainPieces } from 'partita/composition';
import { MemoryStore } from './memory-store.ts';

/** What a pilot loses where, for plans that ask: trained here and now. */
export async function pilotProfile(registry: Registry, experiment: Experiment): Promise<LossProfile> {
  const pilot = pilotExperiment(experiment);
  const store = new MemoryStore();
  const run = experimentContainer(registry, pilot).provide(CheckpointStore, store);
  const interval = { index: 0, start: pilot.tMin, end: run.resolve(Sde).horizon };
  const pieces = intervalContainer(run, pilot, interval);
  await pieces.resolve(Backend).start();
  const { signal } = new AbortController();
  await trainPieces(pieces, { run: 'pilot', experiment: pilot, interval }, { listener: () => undefined, signal });
  const checkpoint = await store.load(0);
  if (!checkpoint) throw new PartitaError('The pilot has nothing to learn; choose a partition that needs none.');
  return measurePilot(pieces, pilot, checkpoint);
}
