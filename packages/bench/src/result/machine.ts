import { readFileSync } from 'node:fs';
import { arch, cpus, release, totalmem, type } from 'node:os';

/** Where something was measured. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** Vector extensions that matter to matrix products; empty where the system does not tell. */
  readonly vectors: readonly string[];
  readonly memoryGiB: number;
  readonly system: string;
}

const VECTORS = ['neon', 'asimd', 'sve', 'avx', 'avx2', 'fma', 'avx512f', 'amx_tile'];

export function describeMachine(): Machine {
  const all = cpus();
  return {
    processor: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    vectors: vectorsOf(processorInformation()),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
  };
}

function processorInformation(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}

function vectorsOf(information: string): string[] {
  const flags = new Set(/^(?:flags|Features)\s*:(.*)$/m.exec(information)?.[1]?.trim().split(/\s+/));
  return VECTORS.filter((name) => flags.has(name));
}

/** A machine in a sentence. */
export function machineText({ processor, cores, vectors, memoryGiB, system }: Machine): string {
  const extensions = vectors.length > 0 ? ` (${vectors.join(', ')})` : '';
  return `${processor}, ${cores} cores${extensions}, ${memoryGiB} GiB, ${system}`;
}
