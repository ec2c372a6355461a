import { describe, expect, it } from 'vitest';
import { distinctLabels, measurementNames, shorten } from '../src/figures/labels.ts';
import { formatCount, formatNumber, formatSeconds, formatUncertain } from '../src/numbers/format.ts';
import { paddedRange, quantile } from '../src/numbers/range.ts';
import { smooth } from '../src/numbers/smooth.ts';

describe('format', () => {
  it('shows a value to two digits of its standard error', () => {
    expect(formatUncertain(2.31415, 0.0123)).toBe('2.314 ± 0.012');
    expect(formatUncertain(-0.5, 0.00987)).toBe('−0.5000 ± 0.0099');
    expect(formatUncertain(1234.5, 321)).toBe('1235 ± 321');
  });

  it('shows no error where there is none, and a dash where there is no value', () => {
    expect(formatUncertain(2.5, 0)).toBe('2.5');
    expect(formatUncertain(2.5, Number.NaN)).toBe('2.5');
    expect(formatUncertain(Number.NaN, 0.1)).toBe('–');
  });

  it('shows but the size of what is nought', () => {
    expect(formatUncertain(1.0127e-8, 8.9e-19)).toBe('1e−8');
    expect(formatUncertain(-3e-7, 4e-7)).toBe('−3e−7');
    expect(formatUncertain(2e-6, 1e-7)).toBe('0.00000200 ± 0.00000010');
  });

  it('groups, rounds and signs', () => {
    expect([
      formatCount(1204000),
      formatCount(Number.NaN),
      formatSeconds(3.14159),
      formatSeconds(1234.5),
      formatNumber(-0.00012345, 2),
    ]).toEqual(['1,204,000', '–', '3.1', '1,235', '−0.00012']);
  });
});

describe('smooth', () => {
  const line = Array.from({ length: 1000 }, (_, i) => ({ step: i, loss: 5 - 0.002 * i }));

  it('keeps a straight line straight, with few points', () => {
    const curve = smooth(line, 50);
    expect(curve).toHaveLength(50);
    for (const { step, loss } of curve) expect(loss).toBeCloseTo(5 - 0.002 * step, 10);
  });

  it('keeps the mean, drops what is not finite, and leaves short curves alone', () => {
    const mean = (points: readonly { loss: number }[]) => points.reduce((sum, { loss }) => sum + loss, 0) / points.length;
    expect(mean(smooth(line, 50))).toBeCloseTo(mean(line), 10);
    expect(
      smooth([
        { step: 0, loss: Number.NaN },
        { step: 1, loss: 2 },
      ]),
    ).toEqual([{ step: 1, loss: 2 }]);
    expect(smooth(line.slice(0, 7), 50)).toEqual(line.slice(0, 7));
    expect(smooth([])).toEqual([]);
  });
});

describe('range', () => {
  it('finds quantiles of the finite values', () => {
    expect(quantile([3, Number.NaN, 1, 2, Infinity], 0.5)).toBe(2);
    expect(quantile([3, 1, 2], 1)).toBe(3);
    expect(quantile([], 0.5)).toBeUndefined();
  });

  it('is never empty', () => {
    expect(paddedRange([0, 10, Number.NaN], 0.1)).toEqual([-1, 11]);
    expect(paddedRange([2])).toEqual([1.8, 2.2]);
    expect(paddedRange([])).toEqual([0, 1]);
  });
});

describe('labels', () => {
  it('shortens by characters, and keeps names apart', () => {
    expect(shorten('four  intervals', 9)).toBe('four int…');
    expect(shorten('🎻🎻🎻', 2)).toBe('🎻…');
    expect(distinctLabels(['a b c d', 'a b c e', ''], 4)).toEqual(['a b…', 'a b… (2)', 'unnamed']);
  });

  it('puts the likelihood first', () => {
    expect(measurementNames([[{ name: 'mmd' }, { name: 'entropy-gap' }], [{ name: 'nll' }]])).toEqual(['nll', 'entropy-gap', 'mmd']);
  });
});
