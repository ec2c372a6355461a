import { createContainer, Partition, Registry } from '@partita/core';
import { describePartition } from '@partita/testing';
import plugin from '../src/geometric.ts';

const container = createContainer(new Registry([plugin]));

describePartition('geometric', () => container.build(Partition, 'geometric'));
describePartition('geometric, eight intervals', () => container.build(Partition, { kind: 'geometric', intervals: 8, ratio: 1.5 }));
