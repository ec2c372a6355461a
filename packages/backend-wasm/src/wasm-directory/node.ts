import { PartitaError } from '@partita/core';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The folder of the .wasm files of the installed `@tensorflow/tfjs-backend-wasm`. */
export function installedWasmDirectory(): string | undefined {
  const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  return path.join(path.dirname(manifest), 'wasm-out', '/');
}

/** @throws PartitaError when a folder that is named holds no .wasm files */
export function requireWasmFiles(directory: string | undefined): void {
  if (directory !== undefined && !existsSync(path.join(directory, FILE)))
    throw new PartitaError(`backend.directory: there is no ${FILE} in '${directory}'; leave the option out to use the installed one.`);
}

const FILE = 'tfjs-backend-wasm-simd.wasm';
