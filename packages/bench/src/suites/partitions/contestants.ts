import type { Settings } from '../../laboratory/laboratory.ts';

/** The networks that a strategy has where nothing else is said; all updates are shared so that the total is the same for all. */
export const NETWORKS = 4;

/** What is compared: a way to cut time, or to share updates. */
export interface Contestant {
  readonly name: string;
  /** The kind of Partition on which it rests; where there is none, it is left out. */
  readonly partition: string;
  /** The kind of Budget on which it rests. */
  readonly budget?: string;
  /** It looks at a pilot network. */
  readonly pilot?: true;
  readonly settings: Settings;
}

const INTERVALS = { intervals: NETWORKS };

const strategy = (partition: string, options: Settings = {}): Contestant => ({
  name: partition,
  partition,
  settings: { partition: { kind: partition, ...options } },
});

const fromPilot = (partition: string): Contestant => ({ ...strategy(partition, INTERVALS), pilot: true });

const preset = (name: string): Contestant => ({
  name,
  partition: 'breakpoints',
  settings: { partition: { kind: 'breakpoints', preset: name } },
});

const shared = (budget: string): Contestant => ({
  name: budget,
  partition: 'equal-log-snr',
  budget,
  pilot: true,
  settings: { partition: { kind: 'equal-log-snr', ...INTERVALS }, budget: { kind: budget } },
});

/** Two at once, to see whether what they win adds up. */
const warmAndShared: Contestant = {
  name: 'warm-chain, neyman',
  partition: 'warm-chain',
  budget: 'neyman',
  pilot: true,
  settings: { partition: { kind: 'warm-chain', of: { kind: 'equal-log-snr', ...INTERVALS } }, budget: { kind: 'neyman' } },
};

/** The house's strategies and budgets; partitions of plugins join them. */
const CONTESTANTS: readonly Contestant[] = [
  strategy('single'),
  strategy('equal', INTERVALS),
  preset('paper-a'),
  preset('paper-b'),
  strategy('equal-log-snr', INTERVALS),
  fromPilot('equal-information'),
  fromPilot('equal-rms'),
  fromPilot('equal-gradient-variance'),
  fromPilot('optimal'),
  strategy('progressive'),
  strategy('warm-chain', { of: { kind: 'equal-log-snr', ...INTERVALS } }),
  strategy('overlap', { of: { kind: 'equal-log-snr', ...INTERVALS } }),
  strategy('heterogeneous', { of: { kind: 'equal-log-snr', ...INTERVALS } }),
  shared('proportional'),
  shared('neyman'),
  warmAndShared,
  strategy('per-timestep', { points: 16 }),
];

/** Kinds that would train the same networks as another contestant once more. */
const SAME: Readonly<Record<string, string>> = { 'equal-likelihood-mass': 'its edges are those of equal-log-snr' };

interface Field {
  readonly ours: readonly Contestant[];
  readonly foreign: readonly Contestant[];
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
}

/** The kinds that are there and rest on nothing missing, those that plugins brought, and which of ours are missing. */
export function contestantsAmong(partitions: readonly string[], budgets: readonly string[]): Field {
  const isPresent = ({ partition, budget }: Contestant): boolean =>
    partitions.includes(partition) && (budget === undefined || budgets.includes(budget));
  const known = new Set([...CONTESTANTS.map(({ partition }) => partition), ...Object.keys(SAME)]);
  return {
    ours: CONTESTANTS.filter(isPresent),
    foreign: partitions.filter((kind) => !known.has(kind)).map((kind) => strategy(kind)),
    absent: [
      ...CONTESTANTS.filter((each) => !isPresent(each)).map(({ name }) => ({ name, reason: 'there is no such kind here' })),
      ...partitions.flatMap((name) => (SAME[name] === undefined ? [] : [{ name, reason: SAME[name] }])),
    ],
  };
}
