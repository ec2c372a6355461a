import { describe, expect, it } from 'vitest';
import type { LearningRate } from '@partita/core';

/** A factor of the peak for every step of any run. */
export function describeLearningRate(name: string, make: () => LearningRate): void {
  describe(`${name} fulfils LearningRate`, () => {
    for (const [steps, reached] of [
      [1, 0],
      [10, 0.5],
      [1000, 0.9],
    ] as const)
      it(`stays in [0, 1] over ${steps} steps, and passes ${reached}`, () => {
        const factors = Array.from({ length: steps }, (_, step) => make().factor(step, steps));
        factors.forEach((factor) => {
          expect(factor).toBeGreaterThanOrEqual(0);
          expect(factor).toBeLessThanOrEqual(1);
        });
        expect(Math.max(...factors)).toBeGreaterThan(reached);
      });
  });
}
