import { Worker } from 'node:worker_threads';

const isSource = import.meta.url.endsWith('.ts');

/** Starts the decoding thread: its script as built, or on source by tsx when this file runs on source. */
export function startThread(): Worker {
  if (!isSource) return new Worker(new URL('./thread.js', import.meta.url));
  const [tsx, script] = [import.meta.resolve('tsx/esm/api'), new URL('./thread.ts', import.meta.url).href].map((url) =>
    JSON.stringify(url),
  );
  return new Worker(`import(${tsx}).then(({ register }) => { register(); return import(${script}); });`, { eval: true });
}
