/** Training of one interval's network. */
import { definePlugin } from '@partita/core';
import { epsilon } from './predictions/epsilon.ts';
import { constant } from './schedules/constant.ts';
import { cosine } from './schedules/cosine.ts';
import { trapezoid } from './schedules/trapezoid.ts';
import { logSnr, time } from './times/stratified.ts';

export const trainingPlugin = definePlugin({ name: '@partita/training', components: [epsilon, constant, cosine, trapezoid, time, logSnr] });
export default trainingPlugin;
export { adamRates, adamUpdate, clipByNorm, type AdamMoments, type AdamOptions, type AdamRates } from './adam.ts';
export type { BatchSource } from './batches.ts';
export { denoisingLoss, type DenoisingBatch } from './denoising-loss.ts';
export { emaRate, emaUpdate } from './ema.ts';
export { networkScore } from './network-score.ts';
export { parameterViews } from './parameter-views.ts';
export { epsilon, epsilonPrediction } from './predictions/epsilon.ts';
export { constant, constantRate } from './schedules/constant.ts';
export { cosine, cosineRate } from './schedules/cosine.ts';
export { trapezoid, trapezoidRate } from './schedules/trapezoid.ts';
export { stepRates, type StepRates } from './step-rates.ts';
export { requireIdentity, roleVector, type CheckpointIdentity } from './state-checkpoint.ts';
export { trainInterval, type TrainIntervalInputs } from './train-interval.ts';
export { trainStep, type StepInputs, type StepResults, type TrainingState } from './train-step.ts';
export { logSnr, logSnrTimes, time, uniformTimes } from './times/stratified.ts';
