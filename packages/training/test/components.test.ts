import { describe, expect, it } from 'vitest';
import { createContainer, LearningRate, randomStream, Registry, TimeSampling } from '@partita/core';
import { VpSde } from '@partita/sde';
import { trainingPlugin } from '@partita/training';
import { describeLearningRate } from '@partita/testing';

const container = createContainer(new Registry([trainingPlugin]));
const sde = new VpSde({ betaMin: 0, betaMax: 10 });

for (const spec of [{ kind: 'constant' }, { kind: 'cosine' }, { kind: 'cosine', warmup: 5, floor: 0.1 }, { kind: 'trapezoid', warmup: 3 }])
  describeLearningRate(JSON.stringify(spec), () => container.build(LearningRate, spec));

describe('stratified times', () => {
  it('put exactly one time in each stratum of their variable', () => {
    const interval = { index: 0, start: 0.01, end: 0.5 };
    const n = 50;
    for (const [kind, variable] of [
      ['time', (t: number) => t],
      ['log-snr', (t: number) => sde.logSnr(t)],
    ] as const) {
      const [from, to] = [variable(interval.end), variable(interval.start)];
      const times = container.build(TimeSampling, kind).times(interval, n, sde, randomStream(1, 'times'));
      const strata = Array.from(times, (t) => Math.min(n - 1, Math.floor(((variable(t) - from) / (to - from)) * n)));
      expect(new Set(strata).size).toBe(n);
    }
  });
});

describe('trapezoid', () => {
  it('climbs, stays, and falls to nearly 0', () => {
    const schedule = container.build(LearningRate, { kind: 'trapezoid', warmup: 2, decay: 0.4 });
    expect([0, 1, 50, 60, 80, 99].map((step) => schedule.factor(step, 100))).toEqual(
      [0.5, 1, 1, 1, 0.5, 0.025].map((value) => expect.closeTo(value, 12) as number),
    );
  });
});

describe('cosine', () => {
  it('starts at 1, is a half midway, and ends at its floor', () => {
    const schedule = container.build(LearningRate, 'cosine');
    expect([schedule.factor(0, 100), schedule.factor(50, 100), schedule.factor(100, 100)]).toEqual([
      1,
      expect.closeTo(0.5, 12),
      expect.closeTo(0, 12),
    ]);
  });

  it('climbs through its warm-up', () => {
    const schedule = container.build(LearningRate, { kind: 'cosine', warmup: 4 });
    expect([0, 1, 2, 3, 4].map((step) => schedule.factor(step, 100))).toEqual([0.25, 0.5, 0.75, 1, 1]);
  });
});
