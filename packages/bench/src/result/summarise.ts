import { processorRate, wallRate } from '../protocol/block.ts';
import type { WorkOutcome } from '../protocol/measure-work.ts';
import { median, spread } from '../statistics/quantile.ts';
import { ratioOfMedians } from '../statistics/ratio.ts';
import type { Work } from '../works/work.ts';
import { isMeasured, type Contestant, type Measured, type Measurement, type Outcome, type ThroughputResult } from './throughput-result.ts';

/** Statistics of one work's blocks. @param peak the core's, in gigaflops */
export function summarise(
  work: Work,
  contestants: readonly Contestant[],
  outcomes: ReadonlyMap<string, WorkOutcome>,
  peak: number | null,
): Measurement {
  const all = contestants.map(({ name }) => summariseOne(work, name, outcomes.get(name), peak));
  const measured = (role: Contestant['role']): Measured[] =>
    all.filter(isMeasured).filter((outcome) => contestants.some(({ name, role: its }) => name === outcome.contestant && its === role));
  const ratios = measured('runtime').flatMap((runtime) =>
    measured('peer').map((peer) => ({
      over: runtime.contestant,
      under: peer.contestant,
      wall: ratioOfMedians(runtime.blocks.map(wallRate), peer.blocks.map(wallRate)),
      processor: ratioOfMedians(runtime.blocks.map(processorRate), peer.blocks.map(processorRate)),
    })),
  );
  return { work, outcomes: all, ratios, disagreement: disagreement(all.filter(isMeasured).map(({ values }) => values)) };
}

function summariseOne(work: Work, contestant: string, outcome: WorkOutcome | undefined, peak: number | null): Outcome {
  if (outcome?.status !== 'measured')
    return { contestant, status: outcome?.status ?? 'failed', reason: outcome?.reason ?? 'it was not asked' };
  const { blocks, choice, tried, values, leakedTensors } = outcome;
  const perSecond = spread(blocks.map(wallRate));
  const perProcessorSecond = spread(blocks.map(processorRate));
  const gigaflops = (perProcessorSecond.median * work.flops) / 1e9;
  const shareOfPeak = peak === null ? null : gigaflops / peak;
  return {
    contestant,
    status: 'measured',
    perSecond,
    perProcessorSecond,
    gigaflops,
    shareOfPeak,
    choice,
    tried,
    leakedTensors,
    values,
    blocks,
  };
}

/** The largest |a − b| over the magnitude of the row of values, over all pairs; null where fewer than two rows can be compared. */
function disagreement(rows: readonly (readonly number[])[]): number | null {
  const comparable = rows.filter((values) => values.length > 0);
  const [first] = comparable;
  if (first === undefined || comparable.length < 2) return null;
  const differences = first.map((_, i) => {
    const column = comparable.map((values) => values[i] ?? NaN);
    return (Math.max(...column) - Math.min(...column)) / Math.max(...column.map(Math.abs), Number.MIN_VALUE);
  });
  return Math.max(...differences);
}

/** The fastest matrix products, as the measure of the core. */
export function peakOf(measurement: Measurement | undefined): ThroughputResult['peak'] {
  const best = measurement?.outcomes.filter(isMeasured).sort((a, b) => b.gigaflops - a.gigaflops)[0];
  if (best === undefined || measurement === undefined) return null;
  const scale = measurement.work.flops / 1e9;
  const { median: middle, lower, upper } = best.perProcessorSecond;
  return { contestant: best.contestant, gigaflops: { median: middle * scale, lower: lower * scale, upper: upper * scale } };
}

/** The middle share of the core that a contestant had while its clock ran. */
export const processorShare = ({ blocks }: Measured): number => median(blocks.map(({ seconds, cpuSeconds }) => cpuSeconds / seconds));
