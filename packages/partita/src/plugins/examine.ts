import { execFile } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { Backend, computingPlaces, Container, messageOf, tokenName, type ComponentSpec, type Registry } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { nodeFlags, scriptPath } from '../composition/worker-entry.ts';

interface Trial {
  readonly runs: boolean;
  /** A measurement where it runs, the reason where it does not. */
  readonly detail: string;
}

/** A backend as it is by default, and on each of the things that it can compute on. */
interface BackendExamination extends Trial {
  readonly kind: string;
  readonly summary: string;
  readonly providers: readonly (Trial & { readonly provider: string; readonly option: string; readonly isDefault: boolean })[];
}

export interface Examination {
  readonly node: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly backends: readonly BackendExamination[];
}

/**
 * Starts every backend there is, on everything it can run on, and lets it multiply two matrices.
 * @param plugins those that the registry has beyond the built-in ones, for processes that load them too
 */
export async function examine(registry: Registry, plugins: readonly string[] = []): Promise<Examination> {
  const backends: BackendExamination[] = [];
  for (const component of registry.components(tokenName(Backend))) {
    const { kind, summary } = component;
    const providers = [];
    for (const { name: provider, option, isDefault, spec } of computingPlaces(component))
      providers.push({ provider, option, isDefault, ...(await (isDefault ? tryOut(registry, spec) : tryApart(spec, plugins))) });
    const { runs, detail } = providers.find(({ isDefault }) => isDefault) ?? (await tryOut(registry, { kind }));
    backends.push({ kind, summary, runs, detail, providers });
  }
  return { node: process.version, cores: availableParallelism(), memoryGiB: Math.round(totalmem() / 2 ** 30), backends };
}

/** In a process of its own: a native library has one device a process, and may end it. */
async function tryApart(spec: ComponentSpec, plugins: readonly string[]): Promise<Trial> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...nodeFlags, scriptPath('trier'), JSON.stringify(spec), ...plugins]);
    return JSON.parse(stdout) as Trial;
  } catch (error) {
    const { code, signal } = error as { code?: number; signal?: string };
    return { runs: false, detail: `It ended its process with ${signal ?? `status ${String(code)}`}.` };
  }
}

/** Starts a backend in this process and times it. */
export async function tryOut(registry: Registry, spec: ComponentSpec): Promise<Trial> {
  try {
    return { runs: true, detail: await timeProducts(new Container(registry).build(Backend, spec)) };
  } catch (error) {
    return { runs: false, detail: messageOf(error) };
  }
}

async function timeProducts(backend: Backend): Promise<string> {
  const begin = performance.now();
  await backend.start();
  const started = performance.now() - begin;
  const side = 512;
  const square = backend.compile(({ a }: { a: tf.Tensor2D }) => ({ product: tf.matMul(a, a) }));
  const a = tf.ones<tf.Rank.R2>([side, side]);
  try {
    let fastest = Infinity;
    for (let i = 0; i < 4; i++) {
      const from = performance.now();
      const { product } = square({ a });
      const [first] = await product.data();
      product.dispose();
      if (first !== side) throw new Error(`it multiplies wrongly: ${first} instead of ${side}`);
      fastest = Math.min(fastest, performance.now() - from);
    }
    const on = backend.device === undefined ? '' : `${backend.device}, `;
    return `${on}starts in ${started.toFixed(0)} ms, multiplies matrices at ${((2 * side ** 3) / fastest / 1e6).toFixed(1)} GFLOP/s`;
  } finally {
    a.dispose();
    square.dispose();
    await backend.stop();
  }
}

const choice = (kind: string, { provider, option, isDefault, runs }: BackendExamination['providers'][number]): string =>
  isDefault ? ' (the default)' : runs ? ` (--set backend.kind=${kind} --set backend.${option}=${provider})` : '';

/** The examination as text. */
export function describeExamination({ node, cores, memoryGiB, backends }: Examination): string {
  const mark = ({ runs }: Trial): string => (runs ? '✓' : '✗');
  const lines = backends.flatMap((backend) => [
    `  ${mark(backend)} ${backend.kind.padEnd(10)} ${backend.summary}`,
    ...(backend.providers.length === 0 ? [`    ${backend.detail}`] : []),
    ...backend.providers.map((trial) => `    ${mark(trial)} ${trial.provider.padEnd(8)} ${trial.detail}${choice(backend.kind, trial)}`),
  ]);
  return `Node ${node}, ${cores} cores, ${memoryGiB} GiB of memory\nBackends:\n${lines.join('\n')}\n`;
}
