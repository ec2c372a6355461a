import { likelihoodFieldPrograms } from './likelihood-field.ts';
import { matrixProductPrograms } from './matrix-product.ts';
import { samplerStepPrograms } from './sampler-step.ts';
import { trainingRunPrograms } from './training-run.ts';
import { trainingStepPrograms } from './training-step.ts';
import { unetStepPrograms } from './unet-step.ts';
import { unetPrograms } from './unet-training.ts';
import type { Programs } from './work.ts';

/** How a runtime does each work, by the work's name. */
export const PROGRAMS: Readonly<Record<string, Programs<never>>> = {
  'likelihood-field': likelihoodFieldPrograms,
  'matrix-product': matrixProductPrograms,
  'sampler-step': samplerStepPrograms,
  'training-run': trainingRunPrograms,
  'training-step': trainingStepPrograms,
  'training-step-without-ema': trainingStepPrograms,
  'unet-block': unetPrograms,
  'unet-step': unetStepPrograms,
};
