import { PartitaError } from '@partita/core';

/** The folder of the .wasm files of the installed `@tensorflow/tfjs-backend-wasm` in Node; undefined in browsers, where a page serves them. */
export async function installedWasmDirectory(): Promise<string | undefined> {
  if (typeof process === 'undefined') return undefined;
  const module = await import('node:module');
  const path = await import('node:path');
  const manifest = module.createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  return path.join(path.dirname(manifest), 'wasm-out', '/');
}

/** @throws PartitaError when a folder that is named in Node holds no .wasm files; in browsers it is a URL, which only the runtime can try */
export function requireWasmFiles(directory: string | undefined): void {
  if (directory === undefined || typeof process === 'undefined') return;
  const [fs, path] = [process.getBuiltinModule('node:fs'), process.getBuiltinModule('node:path')];
  if (!fs.existsSync(path.join(directory, FILE)))
    throw new PartitaError(`backend.directory: there is no ${FILE} in '${directory}'; leave the option out to use the installed one.`);
}

const FILE = 'tfjs-backend-wasm-simd.wasm';
