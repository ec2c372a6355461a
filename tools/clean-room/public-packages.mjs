// The packages that are published, and their tarballs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, run } from './shell.mjs';

const readPackage = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Names and folders of the public packages of the repository at `root`. */
export const publicPackages = (root) =>
  readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readPackage(folder) }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => ({ folder, ...manifest }));

/** `npm pack` of each into `directory`: the tarball's path by the package's name. */
export function packAll(root, directory) {
  const packages = publicPackages(root);
  for (const { name, folder } of packages) expect(existsSync(join(folder, 'dist')), `${name} is not built; run npm run build first.`);
  const only = packages.flatMap(({ name }) => ['--workspace', name]);
  const packed = JSON.parse(run(root, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', directory, ...only));
  return new Map(packed.map(({ name, filename }) => [name, join(directory, filename.replace('@', '').replace('/', '-'))]));
}
