import type { Checkpoint } from '@partita/core';
import { seal, unseal } from './checksum.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';

/** A checkpoint as the bytes of its file: safetensors, with a checksum among its metadata. @throws PartitaError saying what cannot be written */
export const encodeCheckpoint = (checkpoint: Checkpoint): Uint8Array => encodeSafetensors(seal(checkpoint));

/**
 * The checkpoint in a file's bytes, as it was saved.
 * @param name what to call the bytes in errors
 * @throws PartitaError when they are no safetensors file, carry no checksum, or do not match it
 */
export const decodeCheckpoint = (bytes: Uint8Array, name?: string): Checkpoint => unseal(decodeSafetensors(bytes, name), name);
