import { definePlugin } from '@partita/core';
import { likelihoodMetrics } from './components/likelihood-metrics.ts';
import { sampleMetrics } from './components/sample-metrics.ts';

export const metricsPlugin = definePlugin({ name: '@partita/metrics', components: [...likelihoodMetrics, ...sampleMetrics] });
