import { createRequire } from 'node:module';

const COMPUTING = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm', 'onnxruntime-node'];

/** The versions of what computes on a runtime: Node, tfjs-core, and the installed package that is named after it. */
export function versionsOf(runtime: string): Record<string, string> {
  const require = createRequire(import.meta.url);
  const found = COMPUTING.filter((name) => name.includes(runtime) || name.endsWith('/tfjs-core')).flatMap((name) => {
    try {
      return [[name, (require(`${name}/package.json`) as { version: string }).version] as const];
    } catch {
      return [];
    }
  });
  return { node: process.versions.node, ...Object.fromEntries(found) };
}
