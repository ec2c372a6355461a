import { createRequire } from 'node:module';

const COMPUTING = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm', 'onnxruntime-node'];

/** The versions of the packages that compute, as far as they are installed beside this one. */
export function installedVersions(): Record<string, string> {
  const require = createRequire(import.meta.url);
  const found = COMPUTING.flatMap((name) => {
    try {
      return [[name, (require(`${name}/package.json`) as { version: string }).version] as const];
    } catch {
      return [];
    }
  });
  return { node: process.versions.node, ...Object.fromEntries(found) };
}
