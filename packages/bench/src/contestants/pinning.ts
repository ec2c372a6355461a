import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** The cores on which this process may run, the last first: the first ones serve most interrupts. */
export function allowedCores(): number[] {
  try {
    const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (list !== undefined) return parseCores(list).reverse();
  } catch {
    // not Linux
  }
  return Array.from({ length: availableParallelism() }, (_, core) => core).reverse();
}

/** Reads `0-3,8`. */
export function parseCores(list: string): number[] {
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number) as [number, number?];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

/** Whether processes can be held on one core: on Linux, by util-linux's `taskset`. */
export function canPin(core: number): boolean {
  return process.platform === 'linux' && spawnSync('taskset', ['-c', String(core), 'true'], { stdio: 'ignore' }).status === 0;
}

/** The command that runs another one on one core only; the command itself where `core` is undefined. */
export function onCore(core: number | undefined, command: string, args: readonly string[]): [string, string[]] {
  return core === undefined ? [command, [...args]] : ['taskset', ['-c', String(core), command, ...args]];
}
