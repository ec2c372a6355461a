import { fileURLToPath } from 'node:url';
import type { WorkerEntry } from '@partita/core';

const isSource = import.meta.url.endsWith('.ts');

/** The scripts of this package run as built, or on source (with tsx and the source condition) when this file does. */
export const scriptPath = (name: string): string => fileURLToPath(new URL(`../${name}.${isSource ? 'ts' : 'js'}`, import.meta.url));

export const nodeFlags: readonly string[] = isSource ? ['--import', import.meta.resolve('tsx'), '--conditions', '@partita/source'] : [];

/** How executors start a child process for a job. */
export const workerEntry = (): WorkerEntry => ({ script: scriptPath('worker'), nodeFlags });

/** How engines start a job's process on any machine. */
export const jobEntry = (): WorkerEntry => ({ script: scriptPath('job'), nodeFlags });
