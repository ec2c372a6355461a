import { createContainer, Registry, TraceEstimator } from '@partita/core';
import { likelihoodPlugin } from '@partita/likelihood';
import { beforeAll } from 'vitest';
import { describeTraceEstimator, referenceBackend } from '@partita/testing';

beforeAll(() => referenceBackend().start());

const container = createContainer(new Registry([likelihoodPlugin]));

describeTraceEstimator('exact', () => container.build(TraceEstimator, 'exact'));
