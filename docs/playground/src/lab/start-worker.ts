/**
 * A worker by the URL of its script. A worker that is fetched has a policy of its own, whatever the page's is; one that begins as a
 * blob inherits the page's Content-Security-Policy, and with it everything that is typed in.
 */
export function startWorker(url: string): Worker {
  const script = `import ${JSON.stringify(new URL(url, location.href).href)};`;
  const blob = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(blob, { type: 'module' });
  worker.addEventListener('message', () => URL.revokeObjectURL(blob), { once: true });
  return worker;
}
