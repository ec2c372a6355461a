import { defineComponent, Dequantiser } from '@partita/core';
import { z } from 'zod';
import { dequantiseCells } from './cells.ts';

/** y uniform on its cell (Theis et al. 2016, arXiv 1511.01844): q = 1/width, so log P(x) ≥ E[log p(y)] + log width. */
export const uniformDequantiser: Dequantiser = {
  dequantise(rows, dimension, { lattice }, stream) {
    const width = lattice.scale / lattice.levels;
    return dequantiseCells(rows, dimension, stream, {
      draw: (random) => width * (random.uniform() - 0.5),
      logDensity: () => -Math.log(width),
    });
  },
};

export const uniform = defineComponent({
  port: Dequantiser,
  kind: 'uniform',
  summary: 'uniform over the cell',
  formula: 'y = x + w·(u − ½), u ~ U[0, 1), w the width of a cell;  log q = −log w',
  options: z.object({}),
  create: () => uniformDequantiser,
  cites: ['arXiv:1511.01844'],
});
