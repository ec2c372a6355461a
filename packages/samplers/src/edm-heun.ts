import { defineComponent, Sampler } from '@partita/core';
import type { Sde, Segment } from '@partita/core';
import { z } from 'zod';
import { ddimFactors } from './ddim.ts';
import { DescentSampler, type DescentParts } from './descent/descent-sampler.ts';
import { descentOptions, descentParts } from './descent/options.ts';
import { segmentAt, stepsOf } from './descent/course.ts';
import type { Rule, Stage } from './descent/stage.ts';
import { rise } from './half-log-snr.ts';

/** Noise that is added before a step (Karras et al. 2022, table 5). σ̃ = σ/α is the noise in units of the data. */
export interface Churn {
  /** Total relative noise over the whole way: each of N steps raises σ̃ by the factor 1 + min(sChurn/N, √2 − 1); from 0. */
  readonly sChurn?: number;
  /** Steps that begin at σ̃ from sMin to sMax are churned. */
  readonly sMin?: number;
  readonly sMax?: number;
  /** The added noise's deviation, relative to what the raised σ̃ asks for. */
  readonly sNoise?: number;
}

/**
 * Heun's method in σ̃ = σ/α with churn (Karras et al. 2022, arXiv 2206.00364, algorithm 2), for any α and σ. At a node the noise is raised
 * from t to t̂; from there an Euler step in σ̃, which is a DDIM step, and its correction by the estimate at the end:
 *
 *   x̂ = (α̂/α)·x + sNoise·√(σ̂² − (α̂σ/α)²)·z,   x̃' = (σ'/σ̂)·x̂ + α'·(1 − e^{−h})·x̂0(x̂, t̂),   x' = x̃' + ½α'·(e^h − 1)·(x̂0(x̃', t') − x̂0(x̂, t̂))
 *
 * Only nodes of the grid are churned, never beyond T. Each evaluation asks the network that is in force at its time, so t̂ above an
 * edge asks the interval above; at the end of a step it is the step's own network.
 */
export const edmHeunRule = ({ sChurn = 0, sMin = 0, sMax = Infinity, sNoise = 1 }: Churn = {}): Rule => ({
  past: 1,
  stages: (course) => {
    const { sde, grid } = course;
    const gamma = Math.min(sChurn / (grid.length - 1), Math.SQRT2 - 1);
    const churned = new Set(gamma > 0 ? grid.slice(1, -1).filter((t) => isWithin(sde.sigma(t) / sde.alpha(t), sMin, sMax)) : []);
    let from = grid[0] as number; // t̂ of the step
    return stepsOf(course).flatMap(({ segment, t, next }) => {
      const first = { segment: from === t ? segment : segmentAt(course, from), at: from, ...ddimFactors(sde, from, next, 0) };
      const half = 0.5 * sde.alpha(next) * Math.expm1(rise(sde, from, next));
      from = churned.has(next) ? raise(sde, next, gamma) : next;
      return [first, withChurn(sde, { segment, at: next, x: 1, data: half, past: [-half], noise: 0 }, from, sNoise)];
    });
  },
});

const isWithin = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** The time at which σ̃ is larger by the factor 1 + gamma, or T. */
const raise = (sde: Sde, t: number, gamma: number): number => Math.min(sde.time(sde.logSnr(t) - 2 * Math.log1p(gamma)), sde.horizon);

/** A stage that ends at its own time, continued up to t̂ = `to`. */
function withChurn<S extends Segment>(sde: Sde, { at, x, data, past = [], ...stage }: Stage<S>, to: number, sNoise: number): Stage<S> {
  if (to <= at) return { ...stage, at, x, data, past };
  const shrink = sde.alpha(to) / sde.alpha(at);
  const noise = sNoise * sde.sigma(to) * Math.sqrt(-Math.expm1(-2 * rise(sde, to, at)));
  return { ...stage, at, x: shrink * x, data: shrink * data, past: past.map((factor) => shrink * factor), noise, source: 'node' };
}

/** Draws by Heun's method in σ/α, with churn or along the probability flow. */
export class EdmHeunSampler extends DescentSampler {
  constructor({ sChurn = 0, sMin = 0, sMax = Infinity, sNoise = 1, ...parts }: DescentParts & Churn) {
    super({ ...parts, rule: edmHeunRule({ sChurn, sMin, sMax, sNoise }) });
  }
}

export const edmHeun = defineComponent({
  port: Sampler,
  kind: 'edm-heun',
  summary: "Heun's method in σ/α, with noise added at its nodes if wished",
  formula:
    "x̂ = (α̂/α)·x + noise up to t̂, x̃' = DDIM step to t', x' = x̃' + ½α'·(e^h − 1)·(x̂0(x̃', t') − x̂0(x̂, t̂)), 2h the rise of the log-SNR; order 2 without churn",
  options: z.object({
    sChurn: z.number().min(0).default(0).describe('relative noise added over the whole way; 0 for none'),
    sMin: z.number().min(0).default(0).describe('least σ/α at which noise is added'),
    sMax: z.number().gt(0).nullable().default(null).describe('largest σ/α at which noise is added; null for no limit'),
    sNoise: z.number().gt(0).max(2).default(1).describe('deviation of the added noise, relative to the exact one'),
    ...descentOptions(32),
  }),
  create: ({ sChurn, sMin, sMax, sNoise, ...options }, container) =>
    new EdmHeunSampler({ sChurn, sMin, sMax: sMax ?? Infinity, sNoise, ...descentParts(options, container) }),
  cites: ['arXiv:2206.00364'],
});
