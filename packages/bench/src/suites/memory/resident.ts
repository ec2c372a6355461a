import { readdirSync, readFileSync } from 'node:fs';

/** The largest resident memory that a process had, so far. */
export interface Peak {
  /** Its command line. */
  readonly command: string;
  readonly mebibytes: number;
}

export interface Watch {
  /** One for each process that was seen. */
  peaks(): Peak[];
  stop(): void;
}

/** Linux tells of every process what it held at most; elsewhere nothing can be watched. */
export const canWatch = (): boolean => process.platform === 'linux';

/** Looks at all descendants of this process many times a second, and keeps of each the most that it ever held. */
export function watchDescendants(everyMilliseconds = 20): Watch {
  const peaks = new Map<number, Peak>();
  const look = (): void => {
    for (const pid of descendants(process.pid)) {
      const peak = peakOf(pid);
      if (peak && peak.mebibytes >= (peaks.get(pid)?.mebibytes ?? 0)) peaks.set(pid, peak);
    }
  };
  const timer = setInterval(look, everyMilliseconds);
  return {
    peaks: () => [...peaks.values()],
    stop: () => clearInterval(timer),
  };
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s*(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
    return false;
  };
  return [...parents.keys()].filter(isBelow);
}

function peakOf(pid: number): Peak | undefined {
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  if (kibibytes === undefined) return undefined;
  return { command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '), mebibytes: Number(kibibytes) / 1024 };
}

/** A process may end at any time. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
