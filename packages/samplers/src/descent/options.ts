import { Backend, part, TimeGrid } from '@partita/core';
import type { ComponentSpec, Container } from '@partita/core';
import { z } from 'zod';
import type { DescentParts } from './descent-sampler.ts';

/** The options that every sampler shares. */
export const sharedOptions = {
  batch: z.int().min(1).default(1024).describe('samples carried together; a sample does not depend on it'),
  denoise: z.boolean().default(false).describe('end with the mean of the data given x at tMin, (x + σ²·s)/α, in place of x'),
};

/** The options of every sampler that steps down a grid by itself. */
export const descentOptions = (steps: number) => ({
  grid: part(TimeGrid, { kind: 'log-snr', steps }, 'where the sampler steps'),
  ...sharedOptions,
});

interface DescentOptions {
  readonly grid: ComponentSpec;
  readonly batch: number;
  readonly denoise: boolean;
}

/** Builds what those options name. */
export const descentParts = ({ grid, batch, denoise }: DescentOptions, container: Container): DescentParts => ({
  backend: container.resolve(Backend),
  grid: container.build(TimeGrid, grid),
  batch,
  denoise,
});
