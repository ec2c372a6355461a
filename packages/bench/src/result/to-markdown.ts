import type { Interval } from '../statistics/ratio.ts';
import { processorShare } from './summarise.ts';
import { isMeasured, type Measurement, type Outcome, type ThroughputResult } from './throughput-result.ts';

/** A result for people: settings, the table of rates, what lies behind it, and the scaling. */
export function toMarkdown(result: ThroughputResult): string {
  return [heading(result), rates(result), details(result), scaling(result), absent(result)].filter((part) => part !== '').join('\n\n') + '\n';
}

function heading({ date, machine, settings: { budget, core }, contestants, peak }: ThroughputResult): string {
  const { processor, cores, vectors, memoryGiB, system } = machine;
  const versions = contestants.map(({ name, versions: its }) => `${name} (${Object.entries(its).map(([key, value]) => `${key} ${value}`).join(', ')})`);
  return [
    '# Throughput',
    '',
    `Measured ${date} on ${processor}, ${cores} cores${vectors.length > 0 ? ` (${vectors.join(', ')})` : ''}, ${memoryGiB} GiB, ${system}.`,
    `${budget.rounds} alternating rounds of ${budget.blockSeconds} s a contestant, each in a process of its own, ${core === null ? 'not held on a core' : `all on core ${core}`}; medians with quartiles; ratios of medians with 95 % bootstrap intervals over rounds.`,
    `Contestants: ${versions.join('; ')}.`,
    peak === null
      ? 'The core’s peak was not measured.'
      : `The core’s dense float32 matrix-product peak: ${number(peak.gigaflops.median)} GFLOP/s (${number(peak.gigaflops.lower)}–${number(peak.gigaflops.upper)}), by ${peak.contestant}.`,
  ].join('\n');
}

function rates({ contestants, measurements }: ThroughputResult): string {
  const pairs = contestants
    .filter(({ role }) => role === 'runtime')
    .flatMap(({ name: over }) => contestants.filter(({ role }) => role === 'peer').map(({ name: under }) => ({ over, under })));
  return table(
    ['per second', ...contestants.map(({ name }) => name), ...pairs.map(({ over, under }) => `${over} ÷ ${under}`)],
    measurements.map(({ work, outcomes, ratios }) => [
      work.title,
      ...outcomes.map((outcome) => (isMeasured(outcome) ? spreadText(outcome.perSecond) : outcome.status)),
      ...pairs.map((pair) => {
        const ratio = ratios.find(({ over, under }) => over === pair.over && under === pair.under);
        return ratio === undefined ? '–' : intervalText(ratio.wall);
      }),
    ]),
  );
}

function details({ measurements }: ThroughputResult): string {
  const rows = measurements.flatMap((measurement) => measurement.outcomes.map((outcome) => [measurement.work.name, outcome.contestant, ...facts(outcome)]));
  const ratios = measurements.flatMap(({ work, ratios: all }) =>
    all.map(({ over, under, processor }) => `${work.name}, ${over} ÷ ${under}: ${intervalText(processor)}`),
  );
  return [
    '## Behind the figures',
    '',
    table(['work', 'contestant', 'GFLOP/s', 'of the peak', 'per processor second', 'share of the core', 'leaked tensors', 'choice or reason'], rows),
    '',
    agreement(measurements),
    ...(ratios.length === 0 ? [] : ['', `Ratios by processor time: ${ratios.join('; ')}.`]),
  ].join('\n');
}

function facts(outcome: Outcome): string[] {
  if (!isMeasured(outcome)) return ['–', '–', '–', '–', '–', `${outcome.status}: ${outcome.reason}`];
  const { gigaflops, shareOfPeak, perProcessorSecond, leakedTensors, choice, tried } = outcome;
  const others = tried.map((each) => `${each.choice}: ${number(each.perSecond)}/s`);
  return [
    number(gigaflops),
    shareOfPeak === null ? '–' : percent(shareOfPeak),
    spreadText(perProcessorSecond),
    percent(processorShare(outcome)),
    leakedTensors === null ? '–' : String(leakedTensors),
    others.length === 0 ? choice : `${choice} (tried ${others.join(', ')})`,
  ];
}

function agreement(measurements: readonly Measurement[]): string {
  const compared = measurements.flatMap(({ work, disagreement }) => (disagreement === null ? [] : [`${work.name} ${disagreement.toExponential(1)}`]));
  return compared.length === 0
    ? 'No two contestants’ results were compared.'
    : `Largest relative difference between the contestants’ results on the same inputs: ${compared.join(', ')}.`;
}

function scaling({ scaling: all, withoutScaling }: ThroughputResult): string {
  const title = '## Two processes on two cores against one on one, training steps';
  if (withoutScaling !== null) return `${title}\n\nNot measured: ${withoutScaling}.`;
  const rows = all.map((each) => [each.contestant, each.status === 'measured' ? intervalText(each.factor) : `failed: ${each.reason}`]);
  return `${title}\n\n${table(['contestant', 'factor'], rows)}`;
}

function absent({ absent: all }: ThroughputResult): string {
  if (all.length === 0) return '';
  return `## Absent\n\n${table(['who', 'role', 'why'], all.map(({ name, role, reason }) => [name, role, reason]))}`;
}

const spreadText = ({ median, lower, upper }: { median: number; lower: number; upper: number }): string =>
  `${number(median)} (${number(lower)}–${number(upper)})`;

const intervalText = ({ value, low, high }: Interval): string => `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Three digits, more only before the point. */
const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
