import { fileURLToPath } from 'node:url';

const isSource = import.meta.url.endsWith('.ts');

/** The worker's script as built, or on source (with tsx and the source condition) when this file runs on source. */
export const workerScript = (): string => fileURLToPath(new URL(`../worker.${isSource ? 'ts' : 'js'}`, import.meta.url));

export const nodeFlags: readonly string[] = isSource ? ['--import', import.meta.resolve('tsx'), '--conditions', '@partita/source'] : [];
