import { describe, expect, it } from 'vitest';
import { inForce, PartitaError, Sde, trainingWaves } from '@partita/core';
import { sdePlugin } from '@partita/sde';
import { describePartition, planContext, toySde } from '@partita/testing';
import { container, edgesOf, makePartition, total } from './plugin.ts';

const processes = sdePlugin.components.map(({ kind }) => [kind, container.build(Sde, kind)] as const);

describePartition('equal-log-snr', () => makePartition('equal-log-snr'));
describePartition('equal-log-snr, one interval', () => makePartition({ kind: 'equal-log-snr', intervals: 1 }));
describePartition('equal-likelihood-mass', () => makePartition({ kind: 'equal-likelihood-mass', intervals: 7 }));
describePartition('progressive', () => makePartition('progressive'));
describePartition('progressive, eight leaves', () => makePartition({ kind: 'progressive', levels: 3, share: 0.2 }));

describe.each(processes)('of the process %s', (_kind, sde) => {
  const context = planContext({ sde });

  it('equal-log-snr cuts log-SNR into equal parts, at exact ends', async () => {
    const edges = edgesOf(await makePartition({ kind: 'equal-log-snr', intervals: 9 }).plan(context));
    expect([edges[0], edges.at(-1)]).toEqual([1e-3, sde.horizon]);
    const whole = sde.logSnr(1e-3) - sde.logSnr(sde.horizon);
    edges.slice(1).forEach((end, k) => expect((sde.logSnr(edges[k]!) - sde.logSnr(end)) / whole).toBeCloseTo(1 / 9, 9));
  });

  it('equal-log-snr has increasing edges even for ten thousand intervals', async () => {
    expect(await makePartition({ kind: 'equal-log-snr', intervals: 10_000 }).plan(planContext({ sde, tMin: 1e-5 }))).toHaveLength(10_000);
  });

  it("equal-likelihood-mass has equal ∫g²/σ² dt, by quadrature of the process's own g and σ", async () => {
    const edges = edgesOf(await makePartition({ kind: 'equal-likelihood-mass', intervals: 5 }).plan(context));
    const density = (t: number): number => sde.diffusion2(t) / sde.sigma(t) ** 2;
    const parts = edges.slice(1).map((end, k) => integral((u) => density(Math.exp(u)) * Math.exp(u), Math.log(edges[k]!), Math.log(end)));
    parts.forEach((part) => expect(part / total(parts)).toBeCloseTo(1 / 5, 6));
  });
});

describe('a process whose log-SNR has no end', () => {
  it('is refused in one sentence', async () => {
    const sde: Sde = { ...toySde, logSnr: (t) => (t === 1 ? -Infinity : toySde.logSnr(t)) };
    await expect(makePartition('equal-log-snr').plan(planContext({ sde }))).rejects.toThrow(
      new PartitaError("The log-SNR of the process is -Infinity at t = 1 and has no equal parts; choose the partition 'equal'."),
    );
  });
});

describe('progressive', () => {
  it('splits in two, round by round, each network from the one it splits', async () => {
    const plan = await makePartition('progressive').plan(planContext());
    const [t0, t1, t2, t3, t4] = edgesOf(await makePartition('equal-log-snr').plan(planContext()));
    expect(plan).toEqual([
      { index: 0, start: t0, end: t1, steps: 800, from: 5 },
      { index: 1, start: t1, end: t2, steps: 800, from: 5 },
      { index: 2, start: t2, end: t3, steps: 800, from: 6 },
      { index: 3, start: t3, end: t4, steps: 800, from: 6 },
      { index: 4, start: t0, end: t4, steps: 400, scaffold: true },
      { index: 5, start: t0, end: t2, steps: 200, from: 4, scaffold: true },
      { index: 6, start: t2, end: t4, steps: 200, from: 4, scaffold: true },
    ]);
    expect(trainingWaves(plan).map((wave) => wave.length)).toEqual([1, 2, 4]);
  });

  it.each([
    [0, 0.1, 7],
    [1, 0.9, 2],
    [3, 0.1, 2],
    [3, 0.3, 17],
    [5, 0.15, 333],
  ])('of %i levels and the share %f makes as many updates as its leaves alone, at least one each', async (levels, share, steps) => {
    const plan = await makePartition({ kind: 'progressive', levels, share }).plan(planContext({ steps }));
    const updates = plan.map((interval) => interval.steps!);
    expect(inForce(plan)).toHaveLength(2 ** levels);
    expect(plan).toHaveLength(2 ** (levels + 1) - 1);
    expect(total(updates)).toBe(2 ** levels * steps);
    expect(Math.min(...updates)).toBeGreaterThanOrEqual(1);
    expect(updates.every(Number.isInteger)).toBe(true);
  });

  it('holds every child within the parent it starts from', async () => {
    const plan = await makePartition({ kind: 'progressive', levels: 4 }).plan(planContext());
    for (const { start, end, from } of plan.filter((interval) => interval.from !== undefined)) {
      expect(plan[from!]!.start).toBeLessThanOrEqual(start);
      expect(plan[from!]!.end).toBeGreaterThanOrEqual(end);
    }
  });

  it('refuses what cannot add up', async () => {
    expect(() => makePartition({ kind: 'progressive', levels: 10, share: 0.1 })).toThrow('levels × share must be below 1');
    await expect(makePartition('progressive').plan(planContext({ steps: 1 }))).rejects.toThrow(
      'Progressive training of 7 networks needs at least 2 training.steps, got 1.',
    );
  });
});

/** ∫f over [a, b] by Simpson's rule. */
function integral(f: (x: number) => number, a: number, b: number, pieces = 4000): number {
  const h = (b - a) / pieces;
  return (h / 3) * total(Array.from({ length: pieces + 1 }, (_, i) => f(a + i * h) * (i === 0 || i === pieces ? 1 : i % 2 === 1 ? 4 : 2)));
}
