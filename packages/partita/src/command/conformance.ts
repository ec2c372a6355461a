import { SingleBar, Presets } from 'cli-progress';
import { describeConformance, failuresOf } from '../conformance/describe.ts';
import { examineRuntime, type Conformance } from '../conformance/examine-runtime.ts';
import type { Message } from '../conformance/messages.ts';
import { allRuntimes, parseRuntime, runtimeName } from '../conformance/runtimes.ts';
import { loadRegistry } from '../plugins/load.ts';

export interface ConformanceOptions {
  /** Runtimes as the command line names them; none for all. */
  readonly backend: readonly string[];
  readonly plugins: readonly string[];
  readonly updates: number;
  readonly only?: string;
  readonly json?: boolean;
}

/** Examines runtimes one after another and prints what was found; returns the exit status. */
export async function conformance({ backend, plugins, updates, only, json }: ConformanceOptions): Promise<number> {
  const registry = await loadRegistry(plugins);
  const specs = backend.length === 0 ? allRuntimes(registry) : backend.map((text) => parseRuntime(text, registry));
  const found: Conformance[] = [];
  for (const spec of specs) {
    const progress = progressOf(runtimeName(spec));
    const conformance = await examineRuntime({ spec, plugins, updates, only }, progress.listener);
    progress.close();
    found.push(conformance);
    if (!json) process.stdout.write(`${describeConformance(conformance)}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify({ runtimes: found })}\n`);
  if (!found.some(({ isHere }) => isHere)) return 2;
  return found.some((each) => failuresOf(each).length > 0) ? 1 : 0;
}

/** A bar on a terminal, a line for each group of checks elsewhere. */
function progressOf(runtime: string): { readonly listener: (message: Message) => void; readonly close: () => void } {
  const bar = process.stderr.isTTY
    ? new SingleBar(
        { format: `${runtime} |{bar}| {value}/{total} {check}`, hideCursor: true, clearOnComplete: true },
        Presets.shades_classic,
      )
    : undefined;
  let last = '';
  return {
    listener(message) {
      if (message.type === 'started') bar?.start(message.checks, 0, { check: '' });
      if (message.type === 'finding') bar?.increment();
      if (message.type !== 'check') return;
      bar?.update({ check: `${message.group}: ${message.name}` });
      if (!bar && message.group !== last) process.stderr.write(`${runtime}: ${message.group}\n`);
      last = message.group;
    },
    close: () => bar?.stop(),
  };
}
