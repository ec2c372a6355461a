/** Checkpoints as bytes, for whoever has no file system: this entry runs in browsers too. */
export { decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.ts';
export { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
