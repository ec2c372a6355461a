import { CheckpointStore, defineComponent, definePlugin, RunDirectory, TrackerFactory, type Plugin } from '@partita/core';
import { z } from 'zod';
import { FileSystemStore } from './file-system-store.ts';
import { JsonlTrackerFactory } from './jsonl-tracker.ts';

const fileSystem = defineComponent({
  port: CheckpointStore,
  kind: 'file-system',
  summary: "safetensors files in the run's directory, written atomically",
  options: z.object({}),
  create: (_options, container) => new FileSystemStore({ runDirectory: container.resolve(RunDirectory) }),
});

const jsonl = defineComponent({
  port: TrackerFactory,
  kind: 'jsonl',
  summary: "lines of JSON in the run's directory",
  options: z.object({}),
  create: (_options, container) => new JsonlTrackerFactory({ runDirectory: container.resolve(RunDirectory) }),
});

/** Where weights and events go. */
export const checkpointsPlugin: Plugin = definePlugin({ name: '@partita/checkpoints', components: [fileSystem, jsonl] });
