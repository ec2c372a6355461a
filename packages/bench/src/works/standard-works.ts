import { likelihoodField } from './likelihood-field.ts';
import { matrixProduct } from './matrix-product.ts';
import { samplerStep } from './sampler-step.ts';
import { trainingRun } from './training-run.ts';
import { trainingStep } from './training-step.ts';
import { unetStep } from './unet-step.ts';
import { unetTraining } from './unet-training.ts';
import type { Work } from './work.ts';

/** What is measured, in order; the matrix product comes first, for it is the measure of the others. */
export const standardWorks = (): Work[] => [
  matrixProduct(),
  trainingStep(true),
  trainingStep(false),
  trainingRun(),
  likelihoodField(),
  samplerStep(),
  unetTraining(),
];

/** What is measured where it is asked for by name: it takes gigabytes, and minutes on the slower runtimes. */
export const largeWorks = (): Work[] => [unetStep()];
