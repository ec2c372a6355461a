/** Partita: train score-based diffusion models in parallel over time. */
export { createPartita, type Partita, type TrainedRun, type TrainRequest } from './create-partita.ts';
export { BUILT_IN } from './plugins/built-in.ts';
export { PRESETS } from './presets/index.ts';
export type { Preset } from './presets/preset.ts';
export type { Evaluation } from './run/evaluation.ts';
export type { ExperimentInput } from './run/study.ts';
export { defineComponent, definePlugin, PartitaError } from '@partita/core';
