import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describeFileError, PartitaError } from '@partita/core';

const IMAGE = /\.(png|jpe?g)$/i;

/**
 * The images of a folder and the folders in it, as paths within it, in one order on every machine. Links are followed.
 * @throws PartitaError naming what is no image and not among `ignore`, what cannot be read, and a folder that links to one it lies in
 */
export function listImages(directory: string, ignore: readonly string[]): string[] {
  const found: string[] = [];
  const foreign: string[] = [];
  const visit = (folder: string, above: readonly string[]): void => {
    const place = look(folder, () => realpathSync(folder));
    if (above.includes(place))
      throw new PartitaError(`'${folder}' is a link to a folder it lies in, '${place}'; remove the link, or name it in dataset.ignore.`);
    for (const name of look(folder, () => readdirSync(folder))) {
      if (ignore.includes(name)) continue;
      const path = join(folder, name);
      const stats = look(path, () => statSync(path));
      if (stats.isDirectory()) visit(path, [...above, place]);
      else (stats.isFile() && IMAGE.test(name) ? found : foreign).push(relative(directory, path));
    }
  };
  visit(directory, []);
  const [first] = foreign.sort();
  if (first !== undefined) {
    const others = foreign.length === 1 ? '' : `, nor are ${foreign.length - 1} more`;
    throw new PartitaError(`'${join(directory, first)}' is no PNG or JPEG file${others}; move it away, or name it in dataset.ignore.`);
  }
  if (found.length === 0) throw new PartitaError(`'${directory}' holds no PNG or JPEG file.`);
  return found.sort();
}

function look<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const isLoop = (error as NodeJS.ErrnoException).code === 'ELOOP';
    throw isLoop
      ? new PartitaError(`'${path}' is a link that leads to itself; remove it.`, { cause: error })
      : describeFileError('read', path, error);
  }
}
