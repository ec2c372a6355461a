/** The folder of the .wasm files of the installed `@tensorflow/tfjs-backend-wasm` in Node; undefined in browsers, where a page serves them. */
export async function installedWasmDirectory(): Promise<string | undefined> {
  if (typeof process === 'undefined') return undefined;
  const module = await import('node:module');
  const path = await import('node:path');
  const manifest = module.createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  return path.join(path.dirname(manifest), 'wasm-out', '/');
}
