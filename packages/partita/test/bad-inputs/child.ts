import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../run-main.ts', import.meta.url));
const COMMAND = [process.execPath, '--import', import.meta.resolve('tsx'), '--conditions', '@partita/source', MAIN];

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a process of its own, from a folder. */
export const runApart = (args: readonly string[], directory: string): Ended => spawned([...COMMAND, ...args], directory);

export interface Disk {
  readonly directory: string;
  /** Where the disk is mounted. */
  readonly disk: string;
  /** Of the mount, e.g. `size=16k`. */
  readonly options: string;
  /** Shell commands that fill the disk. */
  readonly prepare: string;
  /** Shell commands that look at the disk afterwards; by default, a line on standard error if it is not as it was. */
  readonly inspect?: string;
}

const CHANGED = `[ "$before" = "$(state)" ] || echo 'The disk is not as it was.' >&2`;

/** The same with a file system of its own, which nothing outside the process and its shell can see. */
export function runOnDisk(args: readonly string[], { directory, disk, options, prepare, inspect = CHANGED }: Disk): Ended {
  const script = `
    state() { find . -type d | sort; find . -type f -printf '%P %s %T@\\n' | sort; }
    mount -t tmpfs -o ${options} tmpfs '${disk}'
    cd '${disk}' && { ${prepare}; before=$(state); }
    cd '${directory}' && "$@"; status=$?
    cd '${disk}' && { ${inspect}; }
    exit $status`;
  return spawned(['unshare', '-rm', 'sh', '-c', script, 'sh', ...COMMAND, ...args], directory);
}

/** Whether this machine lets a test mount a file system. */
export const canMount = (): boolean => spawned(['unshare', '-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], '/').status === 0;

function spawned([file = '', ...args]: readonly string[], cwd: string): Ended {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}
