import { PartitaError, ScoreNetwork, type Container, type Experiment, type TimeInterval } from '@partita/core';
import { intervalContainer } from '../composition/experiment-container.ts';

/** Refuses a plan in which a network starts from one of other shapes. */
export function requireHeirs(pieces: Container, experiment: Experiment, plan: readonly TimeInterval[]): void {
  const shapesOf = (interval: TimeInterval): string =>
    intervalContainer(pieces, experiment, interval)
      .resolve(ScoreNetwork)
      .parameters.map(({ name, shape }) => `${name}[${shape.join()}]`)
      .join();
  for (const interval of plan) {
    if (interval.from === undefined) continue;
    if (shapesOf(interval) !== shapesOf(plan[interval.from] as TimeInterval))
      throw new PartitaError(
        `partition: interval ${interval.index} starts from interval ${interval.from}, whose network has other shapes; give both the same network, or start neither from another.`,
      );
  }
}
