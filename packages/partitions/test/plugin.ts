import { Budget, createContainer, Partition, Registry, type ComponentSpec, type TimeInterval } from '@partita/core';
import { partitionsPlugin } from '@partita/partitions';
import { sdePlugin } from '@partita/sde';

export const container = createContainer(new Registry([partitionsPlugin, sdePlugin]));
export const makePartition = (spec: ComponentSpec | string): Partition => container.build(Partition, spec);
export const makeBudget = (spec: ComponentSpec | string): Budget => container.build(Budget, spec);

/** K + 1 edges of a plan of K intervals. */
export const edgesOf = (plan: readonly TimeInterval[]): number[] => [plan[0]!.start, ...plan.map(({ end }) => end)];

export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
