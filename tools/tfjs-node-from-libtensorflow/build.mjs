#!/usr/bin/env node
// Builds the bindings of @tensorflow/tfjs-node and @tensorflow/tfjs-node-gpu, as published on npm, against a TensorFlow that is here already.
//   node tools/tfjs-node-from-libtensorflow/build.mjs --out <folder> [--wheel <python> | --libtensorflow <folder>]
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../clean-room/shell.mjs';
import { inFolder, inPython } from './find-tensorflow.mjs';

const PACKAGES = ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'];
const VERSION = '4.22.0';
const HEADERS = 'node-api-headers@1.9.0'; // the interface to Node that bindings use, the same in every Node

const SAYS_WHAT_RUNS = `
  const { TF_Version } = require('@tensorflow/tfjs-node').backend().binding;
  console.log('TensorFlow ' + TF_Version + (require('@tensorflow/tfjs-node').backend().isUsingGpuDevice ? ' with a GPU' : ' without a GPU'));`;

function main() {
  const { values } = parseArgs({ options: { out: { type: 'string' }, wheel: { type: 'string' }, libtensorflow: { type: 'string' } } });
  if (values.out === undefined) throw new Error('Name the folder to build in: --out <folder>.');
  if (values.wheel !== undefined && values.libtensorflow !== undefined) throw new Error('Name one TensorFlow: --wheel or --libtensorflow.');
  if (process.platform !== 'linux') throw new Error('This tool knows Linux only.');
  const tensorflow = values.libtensorflow === undefined ? inPython(values.wheel ?? 'python3') : inFolder(values.libtensorflow);
  const out = resolve(values.out);
  install(out);
  const folders = PACKAGES.map((name) => join(out, 'node_modules', name));
  const binding = join(out, 'tfjs_binding.node');
  compile(join(folders[0], 'binding'), tensorflow, join(out, 'node_modules/node-api-headers/include'), binding);
  for (const folder of folders) complete(folder, binding, out);
  const runs = run(out, process.execPath, '-e', SAYS_WHAT_RUNS).trim();
  const nodePath = join(out, 'node_modules');
  console.log(`Built, and it runs: ${runs}, from '${tensorflow.lib}'. Make it known to Partita by one of
  export NODE_PATH=${nodePath}
  npm install --install-links ${folders.join(' ')}`);
}

/** The packages without their install scripts, which would download TensorFlow. */
function install(out) {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'package.json'), JSON.stringify({ name: 'tfjs-node-from-libtensorflow', private: true }));
  const wanted = [...PACKAGES.map((name) => `${name}@${VERSION}`), HEADERS];
  run(out, 'npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted);
}

/** What node-gyp would do by the package's binding.gyp, but for the place of the headers and libraries, which stay where they are. */
function compile(sources, { include, lib, libraries }, nodeHeaders, binding) {
  const flags = ['-std=c++17', '-O2', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8', `-I${nodeHeaders}`, `-I${include}`];
  const files = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(sources, file));
  const linked = [`-L${lib}`, ...libraries.map((library) => `-l:${library}`), `-Wl,-rpath,${lib}`];
  run(sources, process.env.CXX ?? 'c++', ...flags, ...files, '-o', binding, ...linked);
}

/** Puts the binding where the package looks for it, and takes out what would have npm replace it. */
function complete(folder, binding, out) {
  const manifest = join(folder, 'package.json');
  const place = createRequire(join(out, 'package.json'))('@mapbox/node-pre-gyp').find(manifest);
  mkdirSync(dirname(place), { recursive: true });
  copyFileSync(binding, place);
  const { scripts: _, ...kept } = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...kept, gypfile: false }, undefined, 2));
}

try {
  main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
