import { describe, expect, it } from 'vitest';
import { randomStream, type LossProfile } from '@partita/core';
import { describePartition, gaussianProfile, planContext, toySde } from '@partita/testing';
import { equalShares } from '../src/from-pilot/equal-shares.ts';
import { likeRuns } from '../src/from-pilot/like-runs.ts';
import { massesBetween } from '../src/measure.ts';
import { edgesOf, makePartition, total } from './plugin.ts';

const PILOTED = ['equal-information', 'equal-rms', 'equal-gradient-variance', 'optimal'];
for (const kind of PILOTED) {
  describePartition(kind, () => makePartition(kind));
  describePartition(`${kind}, one interval`, () => makePartition({ kind, intervals: 1 }));
  describePartition(`${kind}, thirteen intervals`, () => makePartition({ kind, intervals: 13 }));
}

const tMin = 1e-3;
const planFrom = (kind: string, profile: LossProfile, intervals = 4) =>
  makePartition({ kind, intervals }).plan(planContext({ pilot: async () => profile }));
const profileOf = (losses: readonly number[]): LossProfile =>
  gaussianProfile(toySde, tMin, losses.length).map((bin, i) => {
    const loss = losses[i]!;
    return { ...bin, loss, squaredLoss: loss ** 2, gradientVariance: loss };
  });

describe('shares of a Gaussian, whose best denoiser loses 1/(1 + e^−λ)', () => {
  const fine = gaussianProfile(toySde, tMin, 4096);
  const [top, bottom] = [toySde.logSnr(tMin), toySde.logSnr(1)];
  const inverses: Readonly<Record<string, readonly [(logSnr: number) => number, (mass: number) => number]>> = {
    // ∫1/(1 + e^−λ)dλ = log(1 + e^λ), whose inverse is log(e^y − 1)
    'equal-information': [(logSnr) => Math.log1p(Math.exp(logSnr)), (mass) => Math.log(Math.expm1(mass))],
    // E[L²] = 3·E[L]²: the same edges
    'equal-rms': [(logSnr) => Math.log1p(Math.exp(logSnr)), (mass) => Math.log(Math.expm1(mass))],
    // ∫L·(1 − L)dλ = L
    'equal-gradient-variance': [(logSnr) => 1 / (1 + Math.exp(-logSnr)), (mass) => Math.log(mass / (1 - mass))],
  };

  it.each(Object.entries(inverses))('%s has its edges in closed form', async (kind, [mass, inverse]) => {
    const edges = edgesOf(await planFrom(kind, fine, 5));
    edges.forEach((edge, k) => {
      const expected = inverse(mass(top) + (k / 5) * (mass(bottom) - mass(top)));
      expect(Math.abs(toySde.logSnr(edge) - expected)).toBeLessThan(1e-4);
    });
  });

  it('have information that adds up: every second edge of 2K shares is one of K, and all shares are the whole', async () => {
    const [six, three] = [edgesOf(await planFrom('equal-information', fine, 6)), edgesOf(await planFrom('equal-information', fine, 3))];
    three.forEach((edge, k) => expect(edge).toBeCloseTo(six[2 * k]!, 12));
    const parts = massesBetween(
      fine,
      ({ loss }) => 0.5 * loss,
      six.slice(1).map((end, k) => ({ start: six[k]!, end })),
      toySde,
    );
    // ½·log((1 + e^λ(tMin))/(1 + e^λ(T))): what noise takes from a Gaussian
    const nats = 0.5 * (Math.log1p(Math.exp(top)) - Math.log1p(Math.exp(bottom)));
    expect(total(parts)).toBeCloseTo(nats, 6);
    parts.forEach((part) => expect(part).toBeCloseTo(nats / 6, 6));
  });
});

describe('equal shares', () => {
  it('invert a mass that is piecewise linear in log-SNR exactly', () => {
    const [first, second] = equalShares(profileOf([1, 3, 0, 2]), ({ loss }) => loss, 3, toySde) as [number, number];
    const width = (toySde.logSnr(tMin) - toySde.logSnr(1)) / 4;
    const binsAt = (t: number): number => (toySde.logSnr(tMin) - toySde.logSnr(t)) / width;
    expect(binsAt(first)).toBeCloseTo(4 / 3, 10);
    expect(binsAt(second)).toBeCloseTo(2, 10);
  });

  it.each([
    ['nothing at all', [0, 0, 0, 0]],
    ['all in one bin', [0, 0, 1, 0]],
    ['next to nothing between two bins', [1, 1e-300, 0, 1]],
    ['everything in the last bin', [0, 0, 0, 1e-300]],
  ])('increase where there is %s', async (_words, losses) => {
    const edges = edgesOf(await planFrom('equal-information', profileOf(losses), 50));
    edges.slice(1).forEach((edge, k) => expect(edge).toBeGreaterThan(edges[k]!));
    expect([edges[0], edges.at(-1)]).toEqual([tMin, 1]);
  });

  it('take an estimate of a variance below 0 for 0', async () => {
    const [zero, below] = [0, -0.1].map((loss) => profileOf([1, loss, 1]));
    expect(await planFrom('equal-gradient-variance', below!)).toEqual(await planFrom('equal-gradient-variance', zero!));
  });

  it.each(PILOTED)('and their like refuse a profile without numbers: %s', async (kind) => {
    const mad = gaussianProfile(toySde, tMin).map((bin) => ({ ...bin, loss: NaN, squaredLoss: NaN, gradientVariance: NaN }));
    await expect(planFrom(kind, mad)).rejects.toThrow("The pilot's losses between t = 0.001 and ");
    await expect(planFrom(kind, [])).rejects.toThrow('The pilot measured no noise level');
  });
});

describe('optimal', () => {
  const deviations = (values: readonly number[]): number => {
    const mean = total(values) / values.length;
    return total(values.map((value) => (value - mean) ** 2));
  };
  const cost = (values: readonly number[], cuts: readonly number[]): number =>
    total(cuts.slice(1).map((end, k) => deviations(values.slice(cuts[k], end))));
  /** Every way to cut n values into runs of permitted lengths. */
  const allCuts = (n: number, runs: number, least: number, most: number): number[][] =>
    runs === 0
      ? n === 0
        ? [[0]]
        : []
      : Array.from({ length: most - least + 1 }, (_, i) => least + i)
          .filter((length) => length <= n)
          .flatMap((length) => allCuts(n - length, runs - 1, least, most).map((cuts) => [...cuts, n]));

  it.each([
    [9, 3, 1, 9],
    [10, 4, 2, 4],
    [12, 3, 3, 6],
    [7, 7, 1, 1],
    [8, 1, 1, 8],
  ])('is what trying all cuts of %i values into %i runs of %i to %i finds', (n, runs, least, most) => {
    for (let seed = 0; seed < 20; seed++) {
      const random = randomStream(seed, 'data');
      const values = Array.from({ length: n }, () => Math.log(random.uniform()));
      const cuts = likeRuns(values, runs, { least, most });
      const costs = allCuts(n, runs, least, most).map((each) => cost(values, each));
      expect(cost(values, cuts)).toBeCloseTo(Math.min(...costs), 12);
      cuts.slice(1).forEach((end, k) => {
        expect(end - cuts[k]!).toBeGreaterThanOrEqual(least);
        expect(end - cuts[k]!).toBeLessThanOrEqual(most);
      });
    }
  });

  it('cuts where the loss jumps', async () => {
    const profile = profileOf([8, 8.1, 7.9, 2, 2.1, 0.5, 0.6, 0.5, 0]);
    const plan = await makePartition({ kind: 'optimal', intervals: 4, minWidth: 0, maxWidth: 4 }).plan(
      planContext({ pilot: async () => profile }),
    );
    expect(edgesOf(plan).slice(1, -1)).toEqual([3, 5, 8].map((bin) => profile[bin]!.start));
  });

  it('keeps to its widths, and refuses what no width can fulfil', async () => {
    const widths = (await planFrom('optimal', gaussianProfile(toySde, tMin, 64), 4)).map(
      ({ start, end }) => (toySde.logSnr(start) - toySde.logSnr(end)) / (toySde.logSnr(tMin) - toySde.logSnr(1)),
    );
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(0.125 - 1e-9);
    expect(Math.max(...widths)).toBeLessThanOrEqual(0.375 + 1e-9);
    await expect(planFrom('optimal', profileOf([1, 2, 3]), 4)).rejects.toThrow(
      'The pilot tells 3 noise levels apart, too few for 4 intervals; choose fewer.',
    );
    expect(() => makePartition({ kind: 'optimal', minWidth: 1.2 })).toThrow('minWidth');
  });
});
