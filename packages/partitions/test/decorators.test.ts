import { describe, expect, it } from 'vitest';
import {
  blendedSegments,
  experimentJsonSchema,
  inForce,
  isPoint,
  trainingRange,
  trainingWaves,
  type Experiment,
  type TimeInterval,
} from '@partita/core';
import { describePartition, planContext, toySde } from '@partita/testing';
import { heterogeneous, heterogeneousPartition, overlapPartition, warmChainPartition } from '@partita/partitions';
import { container, edgesOf, makePartition, total } from './plugin.ts';

describePartition('warm-chain', () => makePartition('warm-chain'));
describePartition('warm-chain of points', () => makePartition({ kind: 'warm-chain', of: { kind: 'per-timestep', points: 6 } }));
describePartition('warm-chain of a tree', () => makePartition({ kind: 'warm-chain', of: 'progressive' }));
describePartition('overlap', () => makePartition('overlap'));
describePartition('overlap up to the middles', () =>
  makePartition({ kind: 'overlap', of: { kind: 'equal-log-snr', intervals: 9 }, width: 0.5 }),
);
describePartition('overlap of a tree', () => makePartition({ kind: 'overlap', of: 'progressive' }));
describePartition('heterogeneous', () => makePartition('heterogeneous'));
describePartition('all three', () =>
  makePartition({ kind: 'heterogeneous', of: { kind: 'overlap', of: { kind: 'warm-chain', of: 'equal-information' } } }),
);

/** Another's plan that says everything there is to say. */
const RICH: readonly TimeInterval[] = [
  { index: 0, start: 1e-3, end: 0.2, network: { fourier: 2 }, steps: 70, from: 2 },
  { index: 1, start: 0.2, end: 1, trainedOn: { start: 0.01, end: 1 }, patience: 3 },
  { index: 2, start: 1e-3, end: 1, scaffold: true, steps: 10 },
];
const rich = { plan: async () => RICH };
const context = planContext();

describe('warm-chain', () => {
  it('lets every network start from its noisier neighbour, so that each waits for one', async () => {
    const plan = await makePartition('warm-chain').plan(context);
    expect(plan.map(({ from }) => from)).toEqual([1, 2, 3, undefined]);
    expect(trainingWaves(plan).map((wave) => wave.map(({ index }) => index))).toEqual([[3], [2], [1], [0]]);
    expect(edgesOf(plan)).toEqual(edgesOf(await makePartition('equal-log-snr').plan(context)));
  });

  it('keeps what the other plan says', async () => {
    expect(await warmChainPartition(rich).plan(context)).toEqual(RICH);
    const [{ from: _from, ...first }, ...others] = RICH as [TimeInterval, ...TimeInterval[]];
    expect(await warmChainPartition({ plan: async () => [first, ...others] }).plan(context)).toEqual([{ ...first, from: 1 }, ...others]);
  });
});

describe('overlap', () => {
  const lengths = (segment: { start: number; end: number }): number => toySde.logSnr(segment.start) - toySde.logSnr(segment.end);

  it('shares `width` of the narrower neighbour on both sides of every edge, and so much is blended', async () => {
    const of = { kind: 'breakpoints', at: [0.02, 0.1, 0.3] };
    const plan = await makePartition({ kind: 'overlap', of, width: 0.2 }).plan(context);
    plan.slice(1).forEach((later, k) => {
      const earlier = plan[k]!;
      const reach = 0.2 * Math.min(lengths(earlier), lengths(later));
      expect(lengths({ start: earlier.end, end: trainingRange(earlier).end })).toBeCloseTo(reach, 9);
      expect(lengths({ start: trainingRange(later).start, end: later.start })).toBeCloseTo(reach, 9);
    });
    expect([trainingRange(plan[0]!).start, trainingRange(plan[3]!).end]).toEqual([1e-3, 1]);
    const segments = blendedSegments(plan, 1e-3, 1);
    expect(segments.map(({ network, passesTo }) => [network, passesTo])).toEqual([
      [0, undefined],
      [0, 1],
      [1, undefined],
      [1, 2],
      [2, undefined],
      [2, 3],
      [3, undefined],
    ]);
  });

  it('passes from network to network all the time where widths are ½ of equal neighbours', async () => {
    for (const intervals of [2, 3, 5, 17, 100]) {
      const plan = await makePartition({ kind: 'overlap', of: { kind: 'equal-log-snr', intervals }, width: 0.5 }).plan(context);
      const alone = blendedSegments(plan, 1e-3, 1).filter(({ passesTo }) => passesTo === undefined);
      expect(lengths(alone[0]!) + lengths(alone.at(-1)!)).toBeCloseTo(lengths({ start: 1e-3, end: 1 }) / intervals, 9);
      expect(total(alone.slice(1, -1).map(lengths))).toBeLessThan(1e-9);
    }
  });

  it('keeps what the other plan says, and wider training ranges', async () => {
    const [first, second, scaffold] = await overlapPartition(rich, { width: 0.1 }).plan(context);
    expect(first).toEqual({ ...RICH[0], trainedOn: { start: 1e-3, end: first!.trainedOn!.end } });
    expect(first!.trainedOn!.end).toBeGreaterThan(0.2);
    expect([second, scaffold]).toEqual(RICH.slice(1));
  });

  it('leaves a plan as it is at width 0, and one interval at any', async () => {
    const plain = await makePartition('equal').plan(context);
    expect(await makePartition({ kind: 'overlap', of: 'equal', width: 0 }).plan(context)).toEqual(plain);
    expect(await makePartition({ kind: 'overlap', of: 'single' }).plan(context)).toEqual(await makePartition('single').plan(context));
  });

  it('refuses points', async () => {
    await expect(makePartition({ kind: 'overlap', of: { kind: 'per-timestep', points: 3 } }).plan(context)).rejects.toThrow(
      /^Interval 0 is the point 0.33\d*, and points cannot overlap; choose intervals, e.g. 'equal'.$/,
    );
  });
});

describe('heterogeneous', () => {
  /** Weights and biases of a perceptron of two coordinates and the time. */
  const parameters = (widths: readonly number[]): number =>
    total([...widths, 2].map((width, layer) => width * ([3, ...widths][layer]! + 1)));

  it('has by default about as many parameters as four of the default networks, most where the detail is', async () => {
    const plan = await makePartition('heterogeneous').plan(context);
    const counts = plan.map(({ network }) => parameters(network!['widths'] as number[]));
    expect(Math.abs(total(counts) / (4 * parameters([100, 150, 100])) - 1)).toBeLessThan(0.01);
    counts.slice(1).forEach((count, k) => expect(count).toBeLessThan(0.6 * counts[k]!));
  });

  it('lays settings over those of the other plan, and keeps the rest', async () => {
    expect(await heterogeneousPartition(rich, [{ widths: [9] }, { kind: 'analytic' }]).plan(context)).toEqual([
      { ...RICH[0], network: { fourier: 2, widths: [9] } },
      { ...RICH[1], network: { kind: 'analytic' } },
      RICH[2],
    ]);
  });

  it('gives points networks too', async () => {
    const of = { kind: 'per-timestep', points: 2 };
    const plan = await makePartition({ kind: 'heterogeneous', of, networks: [{ widths: [4] }, { widths: [2] }] }).plan(context);
    expect(inForce(plan).every(isPoint)).toBe(true);
  });

  it('refuses another count than the plan has intervals', async () => {
    const partition = makePartition({ kind: 'heterogeneous', of: { kind: 'equal', intervals: 3 } });
    await expect(partition.plan(context)).rejects.toThrow("There are 4 networks for 3 intervals; give 'networks' one for each.");
  });

  it("refuses options that the experiment's network has not, unless with a kind", () => {
    const refusal = (networks: Record<string, string | number[]>[], network: Experiment['network']): string | undefined =>
      heterogeneous.refuses?.({ of: { kind: 'equal' }, networks }, { network } as Experiment);
    const mlp = { kind: 'mlp', widths: [100], activation: 'elu' };
    expect(refusal([{ widths: [8] }, { kind: 'mlp', activation: 'relu' }, { kind: 'conv', channels: [4] }], mlp)).toBeUndefined();
    expect(refusal([{ widths: [8] }, { width: [8] }], mlp)).toBe(
      "the network 'mlp' has no option 'width' to set in networks; set widths, activation, or give each a kind.",
    );
    expect(refusal([{ widths: [8] }], { kind: 'analytic' })).toMatch(/^the network 'analytic' has no option 'widths' .*; choose another/);
  });

  it('has options that editors can check by one JSON Schema', () => {
    const schema = experimentJsonSchema(container.registry);
    const links = [...JSON.stringify(schema).matchAll(/"#\/\$defs\/((?:Partition|_)[^"]*)"/g)].map(([, name]) => name);
    expect(links).toContain('Partition.heterogeneous');
    expect(Object.keys(schema['$defs'] as object)).toEqual(expect.arrayContaining(links));
  });
});
