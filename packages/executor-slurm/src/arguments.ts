import type { Settings } from './settings.ts';

/** What sbatch is told of a job's resources; each a word of its own, so that no shell reads them. */
export function resourceArguments({ partition, account, qos, gres, cpus, memory, timeLimit, directives }: Settings): string[] {
  const named: Record<string, string | number | true | null> = {
    partition,
    account,
    qos,
    gres,
    'cpus-per-task': cpus,
    mem: memory,
    time: timeLimit,
    ...directives,
  };
  return Object.entries(named).flatMap(([name, value]) =>
    value === null ? [] : [value === true ? `--${name}` : `--${name}=${String(value)}`],
  );
}

/** The indices of an array as Slurm writes them: `0-3,5,7-9%2`. */
export function arrayArgument(indices: readonly number[], throttle: number | null): string {
  const ranges: [number, number][] = [];
  for (const index of [...indices].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && index <= last[1] + 1) last[1] = index;
    else ranges.push([index, index]);
  }
  const list = ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
  return `--array=${list}${throttle === null ? '' : `%${throttle}`}`;
}
