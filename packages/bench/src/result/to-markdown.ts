import { machineText } from './machine.ts';
import { intervalText, number, percent, spreadText, table } from './markdown.ts';
import { processorShare } from './summarise.ts';
import { isMeasured, type Measurement, type Outcome, type ThroughputResult } from './throughput-result.ts';

/** A result for people: settings, rates, ratios, what lies behind them, and the scaling. */
export function toMarkdown(result: ThroughputResult): string {
  return [heading, rates, ratios, details, scaling, absent]
    .map((part) => part(result))
    .filter((text) => text !== '')
    .join('\n\n')
    .concat('\n');
}

/** Below this share, the clock measured others' work too. */
const UNDISTURBED = 0.9;

function heading({ date, machine, settings: { budget, core }, contestants, peak, measurements }: ThroughputResult): string {
  const place = core === null ? 'not held on a core' : `all on core ${core}`;
  const versions = contestants.map(({ name, versions: its }) => {
    const list = Object.entries(its).map(([key, value]) => `${key} ${value}`);
    return `${name} (${list.join(', ')})`;
  });
  const disturbed = measurements.filter(({ outcomes }) => outcomes.filter(isMeasured).some((each) => processorShare(each) < UNDISTURBED));
  return [
    '# Throughput',
    '',
    `Measured ${date} on ${machineText(machine)}.`,
    `${budget.rounds} alternating rounds of ${budget.blockSeconds} s a contestant, each in a process of its own, ${place}; medians with quartiles; ratios of medians with 95 % bootstrap intervals over the rounds.`,
    `Contestants: ${versions.join('; ')}.`,
    peak === null
      ? "The core's peak was not measured."
      : `The core's dense float32 matrix-product peak: ${number(peak.gigaflops.median)} GFLOP/s (${number(peak.gigaflops.lower)}–${number(peak.gigaflops.upper)}), by ${peak.contestant}.`,
    ...(disturbed.length > 0
      ? [`Others used the core during ${disturbed.map(({ work }) => work.name).join(', ')}: read those figures by processor time.`]
      : []),
  ].join('\n');
}

function rates({ contestants, measurements }: ThroughputResult): string {
  return table(
    ['per second', ...contestants.map(({ name }) => name)],
    measurements.map(({ work, outcomes }) => [
      work.title,
      ...outcomes.map((outcome) => (isMeasured(outcome) ? spreadText(outcome.perSecond) : outcome.status)),
    ]),
  );
}

function ratios({ measurements }: ThroughputResult): string {
  const rows = measurements.flatMap(({ work, ratios: all }) =>
    all.map(({ over, under, wall, processor }) => [work.name, `${over} ÷ ${under}`, intervalText(wall), intervalText(processor)]),
  );
  return rows.length === 0 ? '' : table(['work', 'ratio', 'by the clock', 'by processor time'], rows);
}

function details({ measurements }: ThroughputResult): string {
  const rows = measurements.flatMap(({ work, outcomes }) => outcomes.map((outcome) => [work.name, outcome.contestant, ...facts(outcome)]));
  const header = [
    'work',
    'contestant',
    'per processor second',
    'GFLOP/s',
    'of the peak',
    'share of the core',
    'leaked tensors',
    'choice or reason',
  ];
  return `## Behind the figures\n\n${table(header, rows)}\n\n${agreement(measurements)}`;
}

function facts(outcome: Outcome): string[] {
  if (!isMeasured(outcome)) return ['–', '–', '–', '–', '–', `${outcome.status}: ${outcome.reason}`];
  const { gigaflops, shareOfPeak, perProcessorSecond, leakedTensors, choice, tried } = outcome;
  const all = tried.map((each) => `${each.choice}: ${number(each.perProcessorSecond)}`);
  return [
    spreadText(perProcessorSecond),
    number(gigaflops),
    shareOfPeak === null ? '–' : percent(shareOfPeak),
    percent(processorShare(outcome)),
    leakedTensors === null ? '–' : String(leakedTensors),
    all.length === 0 ? choice : `${choice} (tried, per processor second: ${all.join('; ')})`,
  ];
}

function agreement(measurements: readonly Measurement[]): string {
  const compared = measurements.flatMap(({ work, disagreement }) =>
    disagreement === null ? [] : [`${work.name} ${disagreement.toExponential(1)}`],
  );
  return compared.length === 0
    ? "No two contestants' results were compared."
    : `Largest relative difference between the contestants' results on the same inputs: ${compared.join(', ')}.`;
}

function scaling({ scaling: all, withoutScaling }: ThroughputResult): string {
  const title = '## Two processes on two cores over one on one, training steps';
  if (withoutScaling !== null) return `${title}\n\nNot measured: ${withoutScaling}.`;
  const rows = all.map((each) => [
    each.contestant,
    ...(each.status === 'measured' ? [intervalText(each.wall), intervalText(each.processor)] : [`failed: ${each.reason}`, '–']),
  ]);
  return `${title}\n\n${table(['contestant', 'by the clock', 'by processor time'], rows)}`;
}

function absent({ absent: all }: ThroughputResult): string {
  if (all.length === 0) return '';
  const rows = all.map(({ name, role, reason }) => [name, role, reason]);
  return `## Absent\n\n${table(['who', 'role', 'why'], rows)}`;
}
