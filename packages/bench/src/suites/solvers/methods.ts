import type { ComponentSpec } from '@partita/core';
import type { Laboratory } from '../../laboratory/laboratory.ts';

/** A sampler that can be given so many steps. */
export interface Method {
  readonly name: string;
  /** With this many steps over the whole of (tMin, T]. */
  readonly spec: (steps: number) => ComponentSpec;
}

const SOLVED = 'probability-flow';

/** Pairs that choose their own steps unless told to keep to the grid's. */
const ADAPTIVE = ['bogacki-shampine', 'dormand-prince', 'tsitouras'];

const grid = (steps: number): ComponentSpec => ({ kind: 'log-snr', steps });

/** Every kind of sampler, and the probability flow by every kind of solver, on the steps of one grid. */
export async function methods(laboratory: Laboratory, plugins: readonly string[]): Promise<Method[]> {
  const [samplers, solvers] = [await laboratory.kinds('Sampler', plugins), await laboratory.kinds('OdeSolver', plugins)];
  return [
    ...solvers.map((kind): Method => {
      const solver = { kind, ...(ADAPTIVE.includes(kind) ? { adaptive: false } : {}) };
      return { name: `flow by ${kind}`, spec: (steps) => ({ kind: SOLVED, solver, grid: grid(steps) }) };
    }),
    ...samplers.filter((kind) => kind !== SOLVED).map((kind): Method => ({ name: kind, spec: (steps) => ({ kind, grid: grid(steps) }) })),
  ];
}
