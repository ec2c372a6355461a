import { defineComponent, TimeGrid } from '@partita/core';
import { z } from 'zod';

/** Steps equal in u = t^{1/ρ}: the larger ρ, the more of them at early times (Karras et al. 2022, arXiv 2206.00364, eq. 5). */
export const timeGrid = defineComponent({
  port: TimeGrid,
  kind: '__KIND__',
  summary: 'steps equal in a power of time',
  options: z.object({
    steps: z.int().min(1).max(1_000_000).default(64).describe('steps over the whole of (tMin, T]; interval edges add a stop each'),
    rho: z.number().min(1).max(20).default(3).describe('1 for steps of equal time; the larger, the more at early times'),
  }),
  create: ({ steps, rho }) => ({
    steps,
    clock: () => ({ at: (t) => t ** (1 / rho), time: (u) => u ** rho, rate: (t) => rho * t ** (1 - 1 / rho) }),
  }),
  cites: ['arXiv:2206.00364'],
});
