import { describe, expect, it } from 'vitest';
import { randomStream, type Dequantiser, type DequantiserContext } from '@partita/core';

/**
 * The contract of a `Dequantiser`: rows stay in their cells, log q is the density of the draws and integrates to 1 over a cell, and
 * a row depends on its own stream alone.
 */
export function describeDequantiser(name: string, make: () => Dequantiser): void {
  describe(`${name} fulfils Dequantiser`, () => {
    const lattice = { levels: 8, scale: 2, offset: -1 };
    const width = lattice.scale / lattice.levels;
    const rowsOf = (count: number): Float32Array => Float32Array.from({ length: 2 * count }, (_, i) => -1 + width * ((i % 8) + 0.5));
    const draw = (rows: Float32Array, noise: number, from = 0) =>
      make().dequantise(rows, 2, { lattice, noise } satisfies DequantiserContext, (row) => randomStream(3, 'probe', from + row));

    for (const noise of [0.02, 0.1, 1]) {
      it(`keeps every value in its cell, noise ${noise}`, () => {
        const rows = rowsOf(500);
        const { rows: moved, logDensity } = draw(rows, noise);
        expect(logDensity).toHaveLength(500);
        moved.forEach((value, i) => expect(Math.abs(value - (rows[i] as number))).toBeLessThanOrEqual(width / 2 + 1e-6));
        expect(new Set(moved).size).toBeGreaterThan(900);
      });

      it(`states a density that integrates to 1 over a cell, and draws by it, noise ${noise}`, () => {
        const count = 10_000;
        const middle = lattice.offset + 3.5 * width;
        const { rows, logDensity } = make().dequantise(new Float32Array(count).fill(middle), 1, { lattice, noise }, (row) =>
          randomStream(4, 'probe', row),
        );
        // The trapezoid rule on the drawn points themselves; outside of the outermost there is hardly any mass.
        const order = Array.from(rows.keys()).sort((a, b) => (rows[a] as number) - (rows[b] as number));
        const points = order.map((i) => ({ at: rows[i] as number, q: Math.exp(logDensity[i] as number) }));
        let integral = 0;
        let farthest = 0;
        points.slice(1).forEach(({ at, q }, i) => {
          const before = points[i] as (typeof points)[number];
          integral += 0.5 * (q + before.q) * (at - before.at);
          farthest = Math.max(farthest, Math.abs(integral - (i + 2) / count));
        });
        expect(Math.abs(integral - 1)).toBeLessThan(1e-3);
        // Kolmogorov's distance between the draws and the density, beyond which one in 10⁵ comes to lie.
        expect(farthest).toBeLessThan(2.5 / Math.sqrt(count));
      });
    }

    it('draws a row from its own stream', () => {
      const together = draw(rowsOf(6), 0.1);
      const alone = draw(rowsOf(6).slice(4, 6), 0.1, 2);
      expect(alone.rows).toEqual(together.rows.slice(4, 6));
      expect(alone.logDensity[0]).toBe(together.logDensity[2]);
      expect(draw(rowsOf(6), 0.1)).toEqual(together);
    });
  });
}
