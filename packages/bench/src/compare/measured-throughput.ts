import { z } from 'zod';
import { machineText } from '../result/machine.ts';
import { meanOverSeeds, type Finding } from '../statistics/over-seeds.ts';
import type { Measured, MeasuredResult } from './measured.ts';

const machineSchema = z.object({
  processor: z.string(),
  cores: z.number(),
  vectors: z.array(z.string()),
  memoryGiB: z.number(),
  system: z.string(),
});

const outcomeSchema = z.union([
  z.object({
    status: z.literal('measured'),
    contestant: z.string(),
    blocks: z.array(z.object({ iterations: z.number(), cpuSeconds: z.number() })).min(1),
  }),
  z.object({ status: z.enum(['unsupported', 'failed']) }),
]);

/** As much of a result of `throughput` as is compared. */
export const throughputSchema = z.object({
  suite: z.literal('throughput'),
  date: z.string(),
  machine: machineSchema,
  settings: z.object({ budget: z.object({ rounds: z.number(), blockSeconds: z.number() }) }),
  contestants: z.array(z.object({ name: z.string(), versions: z.record(z.string(), z.string()) })),
  measurements: z.array(z.object({ work: z.object({ name: z.string() }), outcomes: z.array(outcomeSchema) })),
});

/** Rates by processor time; a round is to a rate what a seed is to a model. */
export function measuredThroughput(result: z.output<typeof throughputSchema>): MeasuredResult {
  const { suite, date, machine, settings, contestants, measurements } = result;
  const versions = Object.assign({}, ...contestants.map((each) => each.versions)) as Record<string, string>;
  const measured = measurements.flatMap(({ work, outcomes }) =>
    outcomes.flatMap((outcome): Measured[] => {
      if (outcome.status !== 'measured') return [];
      const findings = outcome.blocks.map(({ iterations, cpuSeconds }, seed): Finding => ({
        seed,
        value: iterations / cpuSeconds,
        standardError: NaN,
      }));
      const of = `${work.name} / ${outcome.contestant}`;
      return [{ of, quantity: 'rate', unit: '1/processor-s', better: 'higher', mean: meanOverSeeds(findings), findings }];
    }),
  );
  const { rounds, blockSeconds } = settings.budget;
  return { suite, date, machine: machineText(machine), versions, budget: `${rounds} rounds of ${blockSeconds} s`, measured };
}
