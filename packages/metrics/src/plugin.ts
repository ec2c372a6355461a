import { definePlugin } from '@partita/core';
import { featureMetrics } from './components/feature-metrics.ts';
import { likelihoodMetrics } from './components/likelihood-metrics.ts';
import { sampleMetrics } from './components/sample-metrics.ts';

export const metricsPlugin = definePlugin({
  name: '@partita/metrics',
  components: [...likelihoodMetrics, ...sampleMetrics, ...featureMetrics],
});
