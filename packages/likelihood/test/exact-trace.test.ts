import { createContainer, Registry, TraceEstimator } from '@partita/core';
import { likelihoodPlugin } from '@partita/likelihood';
import { beforeAll } from 'vitest';
import { describeTraceEstimator } from '../../testing/src/describe-trace-estimator.ts';
import { referenceBackend } from '../../testing/src/reference-backend.ts';

beforeAll(() => referenceBackend().start());

const container = createContainer(new Registry([likelihoodPlugin]));

describeTraceEstimator('exact', () => container.build(TraceEstimator, 'exact'));
