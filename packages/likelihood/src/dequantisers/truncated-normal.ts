import { defineComponent, Dequantiser } from '@partita/core';
import type { RandomStream } from '@partita/core';
import { z } from 'zod';
import { dequantiseCells } from './cells.ts';
import { erf } from './erf.ts';

/** Below this half-width, in standard deviations, a normal is so flat over the cell that uniform draws are nearly all kept. */
const FLAT = 1.5;

/**
 * y normal around the middle of its cell, cut to the cell (i-DODE, Zheng et al. 2023, arXiv 2305.03935, §4.2): with the noise σ/α of the
 * model's first time as its deviation, y is spread as the model's own rows are. Nothing has to be trained.
 *
 *   log q(y) = log φ((y − x)/s)/s − log erf(w/(2√2·s)),   s = σ/α at tMin, w the width of a cell
 */
export const truncatedNormalDequantiser: Dequantiser = {
  dequantise(rows, dimension, { lattice, noise }, stream) {
    const half = (0.5 * lattice.scale) / lattice.levels;
    const logScale = -Math.log(noise * Math.sqrt(2 * Math.PI)) - Math.log(erf(half / (Math.SQRT2 * noise)));
    return dequantiseCells(rows, dimension, stream, {
      draw: (random) => noise * normalWithin(half / noise, random),
      logDensity: (offset) => logScale - 0.5 * (offset / noise) ** 2,
    });
  },
};

/** A standard normal on [−bound, bound], by rejection from whichever of a normal and a uniform is mostly kept. */
function normalWithin(bound: number, random: RandomStream): number {
  for (;;) {
    if (bound > FLAT) {
      const z = random.normal();
      if (Math.abs(z) <= bound) return z;
    } else {
      const z = bound * (2 * random.uniform() - 1);
      if (random.uniform() < Math.exp(-0.5 * z * z)) return z;
    }
  }
}

export const truncatedNormal = defineComponent({
  port: Dequantiser,
  kind: 'truncated-normal',
  summary: "the model's first noise, cut to the cell: tighter than uniform, without training",
  formula: 'y ~ N(x, s²) on the cell, s = σ/α at tMin;  log q = log φ((y − x)/s) − log s − log erf(w/(2√2·s))',
  options: z.object({}),
  create: () => truncatedNormalDequantiser,
  cites: ['arXiv:2305.03935'],
});
