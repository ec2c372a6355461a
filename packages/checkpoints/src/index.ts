/** Checkpoints as safetensors files, and events as lines of JSON. */
export { writeFileAtomically, type AtomicWriteOptions } from './atomic-file.ts';
export { readClaim, type Claim } from './attempts.ts';
export { FileSystemStore, type FileSystemStoreOptions } from './file-system-store.ts';
export { JsonlTrackerFactory, type JsonlTrackerOptions } from './jsonl-tracker.ts';
export { eventsPath, intervalDirectory } from './layout.ts';
export { checkpointsPlugin, checkpointsPlugin as default } from './plugin.ts';
export { readCheckpoint } from './read-checkpoint.ts';
export { readEvents } from './read-events.ts';
export { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
