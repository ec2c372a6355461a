/** How an experiment's pieces are put together, without a run's folder: this entry runs in browsers too. */
export { extentOf, gridRows } from '../run/densities.ts';
export { metricContext } from '../run/metric-context.ts';
export { planOf } from '../run/plan.ts';
export { assembleScore, type LoadedScore, type TrainedWeights } from './assemble-score.ts';
export { experimentContainer, intervalContainer } from './experiment-container.ts';
export { measurePilot, pilotExperiment } from './pilot-experiment.ts';
export { requirePieces, requireTrainable } from './require-sense.ts';
export { trainPieces, type TrainPiecesOptions } from './train-pieces.ts';
