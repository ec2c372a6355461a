import { describe, expect, it } from 'vitest';
import { intervalsFrom, PartitaError, pointsFrom, segmentsOf } from '@partita/core';

describe('segmentsOf', () => {
  it('keeps intervals, and lets a point hold back to the one before', () => {
    expect(segmentsOf(intervalsFrom([0.1, 0.5, 1]), 0.1, 1)).toEqual([
      { start: 0.1, end: 0.5 },
      { start: 0.5, end: 1 },
    ]);
    expect(segmentsOf(pointsFrom([0.4, 1]), 0.1, 1)).toEqual([
      { start: 0.1, end: 0.4, point: 0.4 },
      { start: 0.4, end: 1, point: 1 },
    ]);
  });

  it.each([
    [
      'a gap',
      [
        { index: 0, start: 0.1, end: 0.4 },
        { index: 1, start: 0.5, end: 1 },
      ],
      'without gap or overlap',
    ],
    [
      'an overlap',
      [
        { index: 0, start: 0.1, end: 0.6 },
        { index: 1, start: 0.5, end: 1 },
      ],
      'without gap or overlap',
    ],
    ['a short end', [{ index: 0, start: 0.1, end: 0.9 }], 'must end at the horizon'],
    ['a late start', [{ index: 0, start: 0.2, end: 1 }], 'starts at 0.2'],
    ['a wrong index', [{ index: 1, start: 0.1, end: 1 }], 'number them in order'],
    ['no interval', [], 'plans no interval'],
  ])('refuses %s', (_what, plan, sentence) => {
    expect(() => segmentsOf(plan, 0.1, 1)).toThrow(PartitaError);
    expect(() => segmentsOf(plan, 0.1, 1)).toThrow(sentence);
  });

  it('refuses edges that do not increase or are not finite', () => {
    expect(() => intervalsFrom([0, 0.5, 0.5])).toThrow('0.5 follows 0.5');
    expect(() => pointsFrom([0.1, NaN])).toThrow('NaN');
  });
});
