import { availableParallelism, totalmem } from 'node:os';
import {
  Backend,
  Container,
  describeOptions,
  messageOf,
  tokenName,
  type AnyComponent,
  type ComponentSpec,
  type Registry,
} from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

interface Trial {
  readonly runs: boolean;
  /** A measurement where it runs, the reason where it does not. */
  readonly detail: string;
}

/** A backend as it is by default, and with each provider that its option of that name offers. */
interface BackendExamination extends Trial {
  readonly kind: string;
  readonly summary: string;
  readonly providers: readonly (Trial & { readonly provider: string; readonly isDefault: boolean })[];
}

export interface Examination {
  readonly node: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly backends: readonly BackendExamination[];
}

/** Starts every backend there is, on everything it can run on, and lets it multiply two matrices. */
export async function examine(registry: Registry): Promise<Examination> {
  const backends: BackendExamination[] = [];
  const attempt = async (spec: ComponentSpec): Promise<Trial> => {
    try {
      return { runs: true, detail: await tryOut(new Container(registry).build(Backend, spec)) };
    } catch (error) {
      return { runs: false, detail: messageOf(error) };
    }
  };
  for (const component of registry.components(tokenName(Backend))) {
    const { kind, summary } = component;
    const providers = [];
    for (const choice of providersOf(component)) providers.push({ ...choice, ...(await attempt({ kind, provider: choice.provider })) });
    const { runs, detail } = providers.find(({ isDefault }) => isDefault) ?? (await attempt({ kind }));
    backends.push({ kind, summary, runs, detail, providers });
  }
  return { node: process.version, cores: availableParallelism(), memoryGiB: Math.round(totalmem() / 2 ** 30), backends };
}

function providersOf(component: AnyComponent): { readonly provider: string; readonly isDefault: boolean }[] {
  const option = describeOptions(component).find(({ name }) => name === 'provider');
  return (option?.choices ?? []).map((choice) => ({ provider: String(choice), isDefault: JSON.stringify(choice) === option?.fallback }));
}

async function tryOut(backend: Backend): Promise<string> {
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

const choice = (kind: string, { provider, isDefault, runs }: BackendExamination['providers'][number]): string =>
  isDefault ? ' (the default)' : runs ? ` (--set backend.kind=${kind} --set backend.provider=${provider})` : '';

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
