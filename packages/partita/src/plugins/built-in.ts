import { backendNodePlugin } from '@partita/backend-node';
import { backendOnnxPlugin } from '@partita/backend-onnx';
import { backendWasmPlugin } from '@partita/backend-wasm';
import { backendWebgpuPlugin } from '@partita/backend-webgpu';
import { checkpointsPlugin } from '@partita/checkpoints';
import type { Plugin } from '@partita/core';
import { datasetsPlugin } from '@partita/datasets';
import { executorBullmqPlugin } from '@partita/executor-bullmq';
import { executorLocalPlugin } from '@partita/executor-local';
import { executorSlurmPlugin } from '@partita/executor-slurm';
import { imagesPlugin } from '@partita/images';
import { likelihoodPlugin } from '@partita/likelihood';
import { metricsPlugin } from '@partita/metrics';
import { networksPlugin } from '@partita/networks';
import { odePlugin } from '@partita/ode';
import { partitionsPlugin } from '@partita/partitions';
import { samplersPlugin } from '@partita/samplers';
import { sdePlugin } from '@partita/sde';
import { trainingPlugin } from '@partita/training';

/** Everything that `npm install partita` brings. */
export const BUILT_IN: readonly Plugin[] = [
  datasetsPlugin,
  imagesPlugin,
  sdePlugin,
  networksPlugin,
  partitionsPlugin,
  trainingPlugin,
  odePlugin,
  samplersPlugin,
  likelihoodPlugin,
  metricsPlugin,
  backendOnnxPlugin,
  backendWasmPlugin,
  backendNodePlugin,
  backendWebgpuPlugin,
  executorLocalPlugin,
  executorSlurmPlugin,
  executorBullmqPlugin,
  checkpointsPlugin,
];
