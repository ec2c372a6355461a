import { join } from 'node:path';
import { Decoder } from '../decode/decoder.ts';
import type { Framing } from '../decode/messages.ts';
import type { Pool } from '../pool.ts';
import { listImages } from './list-images.ts';

/** One for all folders of this process. */
const decoder = new Decoder();

export interface FolderOptions {
  readonly framing: Framing;
  /** Names of files and folders that are left out. */
  readonly ignore: readonly string[];
}

/** The images of a folder and those in it. Of each only its name is held in memory. @throws PartitaError as `listImages` does */
export function folderPool(directory: string, { framing, ignore }: FolderOptions): Pool {
  const names = listImages(directory, ignore);
  const { height, width, channels } = framing;
  return {
    shape: [height, width, channels],
    count: names.length,
    source: `'${directory}'`,
    read: (rows) =>
      decoder.decode(
        rows.map((row) => join(directory, names[row] as string)),
        framing,
      ),
  };
}
