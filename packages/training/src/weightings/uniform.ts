import { defineComponent, Weighting } from '@partita/core';
import { z } from 'zod';

/**
 * Every time counts alike: the "simple" loss ‖ε̂ − ε‖² (Ho et al. 2020, arXiv 2006.11239). It is also the weighting σ²·‖ŝ − s‖² of the
 * score's error (Song et al. 2021, arXiv 2011.13456, §3.3), since ε̂ − ε = −σ·(ŝ − s).
 */
export const uniformWeighting: Weighting = { weight: () => 1 };

export const uniform = defineComponent({
  port: Weighting,
  kind: 'uniform',
  summary: 'every drawn time counts alike; in terms of the score, this is the weighting σ²',
  formula: 'w(t) = 1',
  options: z.object({}),
  create: () => uniformWeighting,
  cites: ['arXiv:2006.11239', 'arXiv:2011.13456'],
});
