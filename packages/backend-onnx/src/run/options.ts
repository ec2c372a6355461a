import { PartitaError, suggest } from '@partita/core';
import type { InferenceSession } from 'onnxruntime-node';

/** Where compiled functions run. */
export type Provider = 'cpu' | 'cuda' | 'webgpu';

export interface RunOptions {
  /** @default 'cpu' */
  readonly provider?: Provider;
  /** Threads inside one operator. One is fastest for small networks; parallel processes use the cores better. @default 1 */
  readonly threads?: number;
  /** Input signatures a function is compiled for at most. @default 16 */
  readonly cacheLimit?: number;
}

export const isOnProcessor = ({ provider = 'cpu' }: RunOptions): boolean => provider === 'cpu';

/** Options of an ONNX Runtime session. @throws PartitaError where the provider is not in the installed ONNX Runtime */
export function sessionOptions(
  { provider = 'cpu', threads = 1 }: RunOptions,
  available: readonly string[],
): InferenceSession.SessionOptions {
  if (!available.includes(provider))
    throw new PartitaError(`The installed ONNX Runtime has no execution provider '${provider}'${suggest(provider, available)}.`);
  return {
    executionProviders: [provider],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableCpuMemArena: true,
    enableMemPattern: true,
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  };
}
