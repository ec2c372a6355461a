import { definePlugin } from '@partita/core';
import { ancestral, ancestralStep } from './ancestral.ts';
import { ddim, ddimStep } from './ddim.ts';
import { dpmSolverPp } from './dpm-solver-pp.ts';
import { edmHeun } from './edm-heun.ts';
import { eulerMaruyama, eulerMaruyamaStep } from './euler-maruyama.ts';
import { predictorCorrector } from './predictor-corrector.ts';
import { probabilityFlow } from './probability-flow.ts';
import { reverseDiffusion, reverseDiffusionStep } from './reverse-diffusion.ts';
import { sdeDpmSolverPp } from './sde-dpm-solver-pp.ts';
import { unipc } from './unipc.ts';

const samplers = [
  probabilityFlow,
  ddim,
  dpmSolverPp,
  unipc,
  edmHeun,
  eulerMaruyama,
  reverseDiffusion,
  ancestral,
  predictorCorrector,
  sdeDpmSolverPp,
];

const steps = [reverseDiffusionStep, ancestralStep, eulerMaruyamaStep, ddimStep];

export const samplersPlugin = definePlugin({ name: '@partita/samplers', components: [...samplers, ...steps] });
