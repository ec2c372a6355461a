import { describe, expect, it } from 'vitest';
import { randomStream, type Sde, type TimeInterval, type TimeSampling } from '@partita/core';

/** Times stay inside their interval, fill it, depend on their stream alone, and follow their density where they state one. */
export function describeTimeSampling(name: string, make: () => TimeSampling, sde: Sde): void {
  describe(`${name} fulfils TimeSampling`, () => {
    const interval = { index: 1, start: 0.02, end: 0.3 };
    const draw = (index: number): Float64Array => make().times(interval, 256, sde, randomStream(5, 'times', index));

    it('stays inside the interval and reaches both halves', () => {
      const times = draw(0);
      expect(times).toHaveLength(256);
      for (const t of times) {
        expect(t).toBeGreaterThanOrEqual(interval.start);
        expect(t).toBeLessThanOrEqual(interval.end);
      }
      const middle = sde.time((sde.logSnr(interval.start) + sde.logSnr(interval.end)) / 2);
      expect(times.some((t) => t < middle)).toBe(true);
      expect(times.some((t) => t > middle)).toBe(true);
    });

    it('is a function of its stream', () => {
      expect(draw(0)).toEqual(draw(0));
      expect(draw(0)).not.toEqual(draw(1));
    });

    it('stands still on a point', () => {
      const times = make().times({ index: 0, start: 0.5, end: 0.5 }, 4, sde, randomStream(5, 'times'));
      expect(Array.from(times)).toEqual([0.5, 0.5, 0.5, 0.5]);
    });

    if (make().density)
      it('follows its density, which integrates to 1', () => {
        const share = distributionFunction(make(), interval, sde);
        expect(Math.abs(share(interval.end) - 1)).toBeLessThan(1e-6);
        const sorted = Array.from(make().times(interval, 4096, sde, randomStream(5, 'times', 2))).sort((a, b) => a - b);
        const distance = Math.max(
          ...sorted.map((t, i) => Math.max(Math.abs(share(t) - i / sorted.length), Math.abs(share(t) - (i + 1) / sorted.length))),
        );
        // Kolmogorov-Smirnov: a chance of about 1e-5 for independent times, none for stratified ones.
        expect(distance).toBeLessThan(2.5 / Math.sqrt(sorted.length));
      });
  });
}

/** The distribution function of a density, by Simpson's rule on a grid in log t; linear between its nodes. */
function distributionFunction(sampling: TimeSampling, interval: TimeInterval, sde: Sde): (t: number) => number {
  const cells = 4000;
  const step = Math.log(interval.end / interval.start) / cells;
  const times = Array.from({ length: cells + 1 }, (_, i) => interval.start * Math.exp(i * step));
  const perLog = (t: number): number => t * (sampling.density?.(t, interval, sde) ?? NaN);
  const shares = [0];
  times.slice(1).forEach((t, i) => {
    const from = times[i] as number;
    const mass = (step / 6) * (perLog(from) + 4 * perLog(Math.sqrt(from * t)) + perLog(t));
    shares.push((shares[i] as number) + mass);
  });
  return (t) => {
    const position = Math.min(Math.max(Math.log(t / interval.start) / step, 0), cells);
    const cell = Math.min(Math.floor(position), cells - 1);
    const [low, high] = [shares[cell] as number, shares[cell + 1] as number];
    return low + (position - cell) * (high - low);
  };
}
