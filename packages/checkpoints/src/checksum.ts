import { sha256 } from '#sha256';
import { PartitaError, type Checkpoint } from '@partita/core';
import { naming } from './naming.ts';
import { formatHeader } from './safetensors-header.ts';
import { bytesOf, sortedNames } from './safetensors.ts';

const KEY = 'sha256';

/** The checkpoint with a checksum of everything in it: names, shapes, metadata and data. */
export function seal(checkpoint: Checkpoint): Checkpoint {
  if (KEY in checkpoint.metadata) throw new PartitaError(`The metadata key '${KEY}' is reserved for the checksum; choose another.`);
  const checksum = naming('The checkpoint cannot be written as safetensors', () => digest(checkpoint));
  return { ...checkpoint, metadata: { ...checkpoint.metadata, [KEY]: checksum } };
}

/** The checkpoint that was sealed. @param name what to call it in errors. @throws PartitaError if anything in it has changed since */
export function unseal(sealed: Checkpoint, name = 'The input'): Checkpoint {
  const { [KEY]: expected, ...metadata } = sealed.metadata;
  const checkpoint = { ...sealed, metadata };
  if (expected === undefined)
    throw new PartitaError(`${name} carries no checksum in its metadata ('${KEY}'), so it is not a checkpoint of Partita.`);
  if (digest(checkpoint) !== expected) throw new PartitaError(`${name} is damaged: its content does not match its checksum.`);
  return checkpoint;
}

/** SHA-256 of the header's canonical JSON, then the data section; hexadecimal. */
function digest(checkpoint: Checkpoint): string {
  const header = new TextEncoder().encode(formatHeader(checkpoint));
  return sha256([header, ...sortedNames(checkpoint.tensors).map((name) => bytesOf(checkpoint.tensors[name]?.data as Float32Array))]);
}
