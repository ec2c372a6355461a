import { describe, expect, it } from 'vitest';
import { blendedSegments, intervalsFrom, pointsFrom, requirePlan, trainingWaves, type TimeInterval } from '@partita/core';

const [a, b, c] = intervalsFrom([0.1, 0.3, 0.6, 1]) as [TimeInterval, TimeInterval, TimeInterval];
const overlapping: TimeInterval[] = [
  { ...a, trainedOn: { start: 0.1, end: 0.35 } },
  { ...b, trainedOn: { start: 0.25, end: 0.7 } },
  { ...c, trainedOn: { start: 0.5, end: 1 } },
];

describe('blendedSegments', () => {
  it('is the segments of a plan where training ranges do not overlap', () => {
    expect(blendedSegments([a, b, c], 0.1, 1)).toEqual([
      { start: 0.1, end: 0.3, network: 0 },
      { start: 0.3, end: 0.6, network: 1 },
      { start: 0.6, end: 1, network: 2 },
    ]);
    expect(blendedSegments(pointsFrom([0.4, 1]), 0.1, 1)[1]).toEqual({ start: 0.4, end: 1, point: 1, network: 1 });
  });

  it('sets the stretches apart on which two networks were trained', () => {
    expect(blendedSegments(overlapping, 0.1, 1)).toEqual([
      { start: 0.1, end: 0.25, network: 0 },
      { start: 0.25, end: 0.35, network: 0, passesTo: 1 },
      { start: 0.35, end: 0.5, network: 1 },
      { start: 0.5, end: 0.7, network: 1, passesTo: 2 },
      { start: 0.7, end: 1, network: 2 },
    ]);
  });

  it('leaves scaffolds out', () => {
    expect(blendedSegments([a, { ...b, end: 1 }, { index: 2, start: 0.1, end: 1, scaffold: true }], 0.1, 1)).toHaveLength(2);
  });
});

describe('requirePlan', () => {
  it.each<[string, TimeInterval[], string]>([
    [
      'three networks in one place',
      [overlapping[0] as TimeInterval, b, { ...c, trainedOn: { start: 0.32, end: 1 } }].map((each, i) =>
        i === 1 ? { ...b, trainedOn: { start: 0.2, end: 0.6 } } : each,
      ),
      'Three networks meet within interval 1',
    ],
    ['half an update', [{ ...a, steps: 0.5 }, b, c], 'Interval 0 has steps = 0.5'],
    ['no patience', [a, { ...b, patience: 0 }, c], 'Interval 1 has patience = 0'],
    ['a start from nowhere', [a, { ...b, from: 7 }, c], "starts from interval 7, but the plan's others are 0 … 2"],
    ['a start from itself', [a, { ...b, from: 1 }, c], 'starts from interval 1'],
    ['a circle', [{ ...a, from: 1 }, { ...b, from: 0 }, c], 'in a circle'],
    ['a training range that misses its interval', [{ ...a, trainedOn: { start: 0.2, end: 0.3 } }, b, c], 'must hold (0.1, 0.3]'],
    ['a training range beyond the horizon', [a, b, { ...c, trainedOn: { start: 0.6, end: 2 } }], 'lie in (0.1, 1]'],
    ['a scaffold before an interval', [{ ...a, scaffold: true }, b, c], 'carries the index 1'],
  ])('refuses %s', (_what, plan, sentence) => expect(() => requirePlan(plan, 0.1, 1)).toThrow(sentence));

  it('takes overlaps, scaffolds and starts from others', () => {
    requirePlan(overlapping, 0.1, 1);
    requirePlan([{ ...a, from: 3 }, b, { ...c, from: 0 }, { index: 3, start: 0.1, end: 1, scaffold: true, steps: 5 }], 0.1, 1);
  });
});

describe('trainingWaves', () => {
  it('trains parents before children', () => {
    const waves = trainingWaves([{ ...a, from: 1 }, { ...b, from: 3 }, c, { index: 3, start: 0.1, end: 1, scaffold: true }]);
    expect(waves.map((wave) => wave.map(({ index }) => index))).toEqual([[2, 3], [1], [0]]);
  });
});
