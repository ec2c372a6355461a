import { availableParallelism, totalmem } from 'node:os';
import { Backend, Container, messageOf, tokenName, type Registry } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

interface BackendExamination {
  readonly kind: string;
  readonly summary: string;
  readonly runs: boolean;
  /** A measurement where it runs, the reason where it does not. */
  readonly detail: string;
}

export interface Examination {
  readonly node: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly backends: readonly BackendExamination[];
}

/** Starts every backend there is and lets it multiply two matrices. */
export async function examine(registry: Registry): Promise<Examination> {
  const backends: BackendExamination[] = [];
  for (const { kind, summary } of registry.components(tokenName(Backend))) {
    try {
      backends.push({ kind, summary, runs: true, detail: await tryOut(new Container(registry).build(Backend, kind)) });
    } catch (error) {
      backends.push({ kind, summary, runs: false, detail: messageOf(error) });
    }
  }
  return { node: process.version, cores: availableParallelism(), memoryGiB: Math.round(totalmem() / 2 ** 30), backends };
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
    return `starts in ${started.toFixed(0)} ms, multiplies matrices at ${((2 * side ** 3) / fastest / 1e6).toFixed(1)} GFLOP/s`;
  } finally {
    a.dispose();
    square.dispose();
    await backend.stop();
  }
}

/** The examination as text. */
export function describeExamination({ node, cores, memoryGiB, backends }: Examination): string {
  const lines = backends.map(({ kind, summary, runs, detail }) => `  ${runs ? '✓' : '✗'} ${kind.padEnd(10)} ${summary}\n    ${detail}`);
  return `Node ${node}, ${cores} cores, ${memoryGiB} GiB of memory\nBackends:\n${lines.join('\n')}\n`;
}
