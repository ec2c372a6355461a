import { messageOf, PartitaError, suggest } from '@partita/core';
import { ContestantProcess } from './contestants/contestant-process.ts';
import type { Absentee, ContestantSpec } from './contestants/contestant.ts';
import { allowedCores, canPin } from './contestants/pinning.ts';
import { loadRuntimes, runtimeContestant, runtimeSpecs } from './contestants/runtimes.ts';
import { findTorch } from './contestants/torch.ts';
import { requireBudget, type Budget, type BudgetName } from './protocol/budget.ts';
import { measureScaling } from './protocol/measure-scaling.ts';
import { measureWork } from './protocol/measure-work.ts';
import { PATIENCE } from './protocol/patience.ts';
import { describeMachine } from './result/machine.ts';
import { peakOf, summarise } from './result/summarise.ts';
import type { Contestant, Measurement, ThroughputResult } from './result/throughput-result.ts';
import { standardWorks } from './works/standard-works.ts';
import type { Work } from './works/work.ts';

export interface ThroughputOptions {
  readonly budget: BudgetName | Budget;
  /** When this is, for the record. */
  readonly date: string;
  /** Backends by kind, or by kind and what they compute on (`node:device=gpu`); default: all there are. */
  readonly runtimes?: readonly string[];
  /** Modules with further backends, as URLs or package names. */
  readonly plugins?: readonly string[];
  /** Programs to compare with; default: PyTorch where it is installed, and PyTorch on a CUDA GPU where it sees one. */
  readonly peers?: readonly (ContestantSpec | Absentee)[];
  /** What is measured; default: `standardWorks()`. */
  readonly works?: readonly Work[];
  /** Whether two processes on two cores are measured against one, which starts each contestant once more; default: true. */
  readonly scaling?: boolean;
  readonly listener?: (event: ThroughputEvent) => void;
  readonly signal?: AbortSignal;
}

export type ThroughputEvent =
  | { readonly type: 'started'; readonly contestant: string }
  | { readonly type: 'absent'; readonly contestant: string; readonly reason: string }
  | { readonly type: 'round'; readonly work: string; readonly round: number; readonly rounds: number }
  | { readonly type: 'measured'; readonly measurement: Measurement }
  | { readonly type: 'scaling'; readonly contestant: string };

interface Started extends Contestant {
  readonly spec: ContestantSpec;
  readonly process: ContestantProcess;
}

/** The work by which two processes are compared with one. */
const SCALED = 'training-step';

/**
 * Measures how fast this machine does the works of Partita on each runtime, beside peers that do the same work, one core
 * for all of them in turn. Runtimes and peers that do not run here are reported as absent, with the reason.
 * @throws PartitaError when a runtime is asked for that does not exist, or the signal's reason
 */
export async function throughput(options: ThroughputOptions): Promise<ThroughputResult> {
  const { date, plugins = [], works = standardWorks(), listener = () => undefined, signal } = options;
  const budget = requireBudget(options.budget);
  const { registry, absent: unloaded } = await loadRuntimes(plugins);
  const peers = options.peers ?? [findTorch(), findTorch('cuda')];
  const runtimes = chosenRuntimes([...runtimeSpecs(registry).keys()], options.runtimes).map((name) => runtimeContestant(name, plugins));
  const entrants = [...runtimes, ...peers.filter(isSpec)];
  const absent: Absentee[] = [
    ...(options.runtimes === undefined ? unloaded : []),
    ...peers.filter((peer): peer is Absentee => !isSpec(peer)),
  ];
  const [core, second] = allowedCores().filter(canPin);

  const processes = entrants.map((spec) => new ContestantProcess(spec, core));
  const stop = (): void => processes.forEach((process) => process.kill());
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const started: Started[] = [];
    for (const [i, process] of processes.entries()) {
      const spec = entrants[i] as ContestantSpec;
      const { name, role } = spec;
      try {
        const { versions } = await process.ask('start', {}, PATIENCE.start);
        started.push({ name, role, versions, spec, process });
        listener({ type: 'started', contestant: name });
      } catch (error) {
        signal?.throwIfAborted();
        absent.push({ name, role, reason: messageOf(error) });
      }
    }
    for (const { name: contestant, reason } of absent) listener({ type: 'absent', contestant, reason });

    const contestants = started.map(({ name, role, versions }): Contestant => ({ name, role, versions }));
    const measurements: Measurement[] = [];
    let peak: ThroughputResult['peak'] = null;
    for (const work of works) {
      const onRound = (round: number): void => listener({ type: 'round', work: work.name, round, rounds: budget.rounds });
      const outcomes = await measureWork(
        work,
        started.map(({ process }) => process),
        budget,
        onRound,
        signal,
      );
      const measurement = summarise(work, contestants, outcomes, peak?.gigaflops.median ?? null);
      if (work.name === 'matrix-product') peak = peakOf(measurement);
      measurements.push(measurement);
      listener({ type: 'measured', measurement });
    }

    const scaled = works.find(({ name }) => name === SCALED);
    const withoutScaling = whyNoScaling(options.scaling ?? true, scaled, second);
    const scaling = [];
    if (withoutScaling === null)
      for (const { spec, process } of started) {
        listener({ type: 'scaling', contestant: spec.name });
        scaling.push(await measureScaling(process, { spec, core: second as number }, scaled as Work, budget, signal));
      }
    const settings = { budget, core: core ?? null };
    return {
      suite: 'throughput',
      date,
      machine: describeMachine(),
      settings,
      contestants,
      absent,
      peak,
      measurements,
      scaling,
      withoutScaling,
    };
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all(processes.map((process) => process.close()));
  }
}

function whyNoScaling(isWanted: boolean, work: Work | undefined, second: number | undefined): string | null {
  if (!isWanted) return 'it was not asked for';
  if (work === undefined) return `'${SCALED}' was not among the works`;
  return second === undefined ? 'processes cannot be held on two cores here' : null;
}

const isSpec = (peer: ContestantSpec | Absentee): peer is ContestantSpec => 'command' in peer;

function chosenRuntimes(names: readonly string[], chosen: readonly string[] | undefined): readonly string[] {
  for (const name of chosen ?? [])
    if (!names.includes(name)) throw new PartitaError(`runtimes: there is no backend '${name}'${suggest(name, names)}.`);
  return chosen ?? names;
}
