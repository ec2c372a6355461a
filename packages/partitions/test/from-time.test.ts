import { describe, expect, it } from 'vitest';
import { isPoint, type ComponentSpec } from '@partita/core';
import { VpSde } from '@partita/sde';
import { describePartition, planContext } from '@partita/testing';
import { makePartition as make } from './plugin.ts';

const sde = new VpSde({ betaMin: 0, betaMax: 10 });
const plan = (spec: ComponentSpec | string) => make(spec).plan(planContext({ sde }));

describePartition('single', () => make('single'));
describePartition('equal', () => make({ kind: 'equal', intervals: 7 }));
describePartition('breakpoints', () => make({ kind: 'breakpoints', at: [0.02, 0.5] }));
describePartition('per-timestep', () => make({ kind: 'per-timestep', points: 13 }));

describe('partitions in time', () => {
  it('single has one interval', async () => {
    expect(await plan('single')).toEqual([{ index: 0, start: 1e-3, end: 1 }]);
  });

  it('equal cuts time into equal lengths', async () => {
    const lengths = (await plan({ kind: 'equal', intervals: 5 })).map(({ start, end }) => end - start);
    lengths.forEach((length) => expect(length).toBeCloseTo(0.999 / 5, 12));
  });

  it("knows the paper's splits by name", async () => {
    expect((await plan({ kind: 'breakpoints', preset: 'paper-a' })).map(({ end }) => end)).toEqual([0.1, 1]);
    expect((await plan({ kind: 'breakpoints', preset: 'paper-b' })).map(({ end }) => end)).toEqual([0.02, 0.1, 0.3, 1]);
  });

  it('refuses breakpoints that overlap or lie outside', async () => {
    expect(() => make({ kind: 'breakpoints', at: [0.3, 0.1] })).toThrow('0.1 follows 0.3');
    await expect(async () => plan({ kind: 'breakpoints', at: [0.5, 2] })).rejects.toThrow(
      '2 is not between tMin = 0.001 and the horizon T = 1',
    );
  });

  it('per-timestep has points, the last at the horizon', async () => {
    const points = await plan({ kind: 'per-timestep', points: 4 });
    expect(points.every(isPoint)).toBe(true);
    expect(points.at(-1)?.end).toBe(1);
  });
});
