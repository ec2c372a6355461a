import { intervalsFrom, segmentsOf, type Sde, type TimeGrid } from '@partita/core';
import { LogSnrGrid } from '@partita/ode';
import { courseOf, type Course, type NoiseSource, type Rule, type Stage } from '@partita/samplers';
import { toySde } from '@partita/testing';

/** α = 1 with exponentially growing noise, as in SMLD. */
const veLike: Sde = {
  horizon: 1,
  priorSigma: 50,
  alpha: () => 1,
  sigma: (t) => 0.01 * 5000 ** t,
  drift: () => 0,
  diffusion2: (t) => 2 * Math.log(5000) * (0.01 * 5000 ** t) ** 2,
  logSnr: (t) => -2 * Math.log(0.01 * 5000 ** t),
  time: (logSnr) => Math.log(Math.exp(-0.5 * logSnr) / 0.01) / Math.log(5000),
};

/** α = 1, σ = t. */
const edmLike: Sde = {
  horizon: 80,
  priorSigma: 80,
  alpha: () => 1,
  sigma: (t) => t,
  drift: () => 0,
  diffusion2: (t) => 2 * t,
  logSnr: (t) => -2 * Math.log(t),
  time: (logSnr) => Math.exp(-0.5 * logSnr),
};

/** A process that neither keeps variance nor α: α = 1/(1 + t), σ = t. */
const generalSde: Sde = {
  horizon: 3,
  priorSigma: 3,
  alpha: (t) => 1 / (1 + t),
  sigma: (t) => t,
  drift: (t) => -1 / (1 + t),
  diffusion2: (t) => 2 * t + (2 * t * t) / (1 + t),
  logSnr: (t) => -2 * Math.log(t * (1 + t)),
  time: (logSnr) => (Math.sqrt(1 + 4 * Math.exp(-0.5 * logSnr)) - 1) / 2,
};

export interface Toy {
  readonly name: string;
  readonly sde: Sde;
  readonly tMin: number;
}

export const toys: readonly Toy[] = [
  { name: 'VP', sde: toySde, tMin: 1e-2 },
  { name: 'VE-like', sde: veLike, tMin: 0.05 },
  { name: 'EDM-like', sde: edmLike, tMin: 0.02 },
  { name: 'general', sde: generalSde, tMin: 0.01 },
];

/** One coordinate of Gaussian data. */
export interface Normal {
  readonly mean: number;
  readonly variance: number;
}

export const marginal = (sde: Sde, { mean, variance }: Normal, t: number): Normal => ({
  mean: sde.alpha(t) * mean,
  variance: sde.alpha(t) ** 2 * variance + sde.sigma(t) ** 2,
});

/** Where the probability flow takes x from one time to another. */
export function flowed(sde: Sde, data: Normal, x: number, from: number, to: number): number {
  const [before, after] = [marginal(sde, data, from), marginal(sde, data, to)];
  return after.mean + Math.sqrt(after.variance / before.variance) * (x - before.mean);
}

export const course = ({ sde, tMin }: Toy, grid: TimeGrid | number, edges: readonly number[] = []): Course =>
  courseOf(
    { sde, tMin, segments: segmentsOf(intervalsFrom([tMin, ...edges, sde.horizon]), tMin, sde.horizon) },
    typeof grid === 'number' ? new LogSnrGrid(grid) : grid,
  );

/** Evenly in log-SNR but for small first steps, so that the first-order start of a multistep rule does not show. */
export const gradedGrid = (steps: number, tMin: number): TimeGrid => ({
  steps,
  clock: (sde) => {
    const [origin, end] = [sde.logSnr(sde.horizon), sde.logSnr(tMin)];
    const at = (t: number): number => Math.max(0, (sde.logSnr(t) - origin) / (end - origin)) ** (2 / 3);
    return { at, time: (u) => sde.time(origin + (end - origin) * u ** 1.5), rate: () => NaN };
  },
});

/** x̂0 of Gaussian data as slope·x + offset. The score is that of the network's time; x̂0 is formed with the actual α and σ. */
function estimate(sde: Sde, data: Normal, { at, segment }: Stage): { slope: number; offset: number } {
  const asked = marginal(sde, data, segment.point ?? at);
  const gain = sde.sigma(at) ** 2 / sde.alpha(at) / asked.variance;
  return { slope: 1 / sde.alpha(at) - gain, offset: gain * asked.mean };
}

/** One coordinate of one sample through a rule's stages, in double precision. */
export function follow(rule: Rule, way: Course, data: Normal, x: number, draw: (source: NoiseSource) => number): number {
  let past = new Array<number>(rule.past).fill(0);
  return rule.stages(way).reduce((at, stage) => {
    const { slope, offset } = estimate(way.sde, data, stage);
    const x0 = slope * at + offset;
    const ofPast = past.reduce((sum, value, k) => sum + (stage.past?.[k] ?? 0) * value, 0);
    past = [x0, ...past].slice(0, rule.past);
    return stage.x * at + stage.data * x0 + ofPast + (stage.source === undefined ? 0 : stage.noise * draw(stage.source));
  }, x);
}

/** The law of x after a rule's stages in double precision: each is an affine map of x, of earlier estimates and of fresh noise. */
export function lawAfter(rule: Rule, way: Course, data: Normal, initial: Normal): Normal {
  const size = rule.past + 1;
  const indices = Array.from({ length: size }, (_, i) => i);
  let mean = indices.map((i) => (i === 0 ? initial.mean : 0));
  let cov = indices.map((i) => indices.map((j) => (i + j === 0 ? initial.variance : 0)));
  for (const stage of rule.stages(way)) {
    const { slope, offset } = estimate(way.sde, data, stage);
    const moved = [stage.x + stage.data * slope, ...indices.slice(1).map((k) => stage.past?.[k - 1] ?? 0)];
    const shifted = indices.slice(1).map((i) => indices.map((j) => (i === 1 ? (j === 0 ? slope : 0) : j === i - 1 ? 1 : 0)));
    const rows = [moved, ...shifted];
    const noise = stage.source === undefined ? 0 : stage.noise ** 2;
    mean = rows.map((row, i) => dot(row, mean) + ([stage.data * offset, offset][i] ?? 0));
    const half = rows.map((row) =>
      indices.map((j) =>
        dot(
          row,
          cov.map((column) => column[j] as number),
        ),
      ),
    );
    cov = half.map((row, i) => rows.map((other, j) => dot(other, row) + (i + j === 0 ? noise : 0)));
  }
  return { mean: mean[0] as number, variance: cov[0]?.[0] as number };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

/** Where a deterministic rule takes x. */
export const end = (rule: Rule, way: Course, data: Normal, x: number): number => lawAfter(rule, way, data, { mean: x, variance: 0 }).mean;

/** How fast an error falls when the steps double. */
export const slope = (error: (steps: number) => number, steps: number): number => Math.log2(error(steps) / error(2 * steps));
