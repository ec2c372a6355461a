// A release as far as it goes without being made: versions on a copy, and a dry run of the upload.
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publicPackages } from './public-packages.mjs';
import { expect, run } from './shell.mjs';

/** `changeset version` on a copy of the working tree: one version for all, ranges that follow, no changeset left. */
export function versionCopy(root, copy) {
  for (const file of run(root, 'git', 'ls-files', '--cached', '--others', '--exclude-standard').split('\n')) {
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { verbatimSymlinks: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const git = (...args) => run(copy, 'git', '-c', 'user.name=clean room', '-c', 'user.email=clean@room.invalid', ...args);
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'copy');
  run(copy, process.execPath, join(root, 'node_modules/@changesets/cli/bin.js'), 'version');

  const packages = publicPackages(copy);
  const versions = new Set(packages.map(({ version }) => version));
  expect(versions.size === 1, `changeset version leaves several versions: ${[...versions].join(', ')}.`);
  const [version] = versions;
  const before = publicPackages(root)[0].version;
  const left = readdirSync(join(copy, '.changeset')).filter((file) => file.endsWith('.md'));
  const pending = readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md'));
  expect(left.length === 0, `changeset version leaves ${left.join(', ')}.`);
  expect(pending.length === 0 || version !== before, `changeset version leaves the version at ${version}.`);
  for (const { name, dependencies = {} } of packages)
    for (const [needed, range] of Object.entries(dependencies))
      if (packages.some((one) => one.name === needed))
        expect(range === `^${version}`, `${name} needs ${needed} ${range}, not ^${version}.`);
  return `${packages.length} packages from ${before} to ${version}`;
}

/** `npm publish --dry-run` of every public package: npm's own checks, and that each brings its compiled code. */
export function publishDry(root) {
  const packages = publicPackages(root);
  const only = packages.flatMap(({ name }) => ['--workspace', name]);
  const published = JSON.parse(run(root, 'npm', 'publish', '--dry-run', '--json', '--tag', 'next', ...only));
  for (const { name } of packages) {
    const paths = (published[name]?.files ?? []).map(({ path }) => path);
    for (const file of ['package.json', 'README.md', 'dist/index.js', 'dist/index.d.ts'])
      expect(paths.includes(file), `${name} would be published without ${file}.`);
  }
  return `${packages.length} packages`;
}
