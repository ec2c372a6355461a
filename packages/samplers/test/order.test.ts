import {
  ancestralFactors,
  dpmSolverPpRule,
  edmHeunRule,
  eulerMaruyamaFactors,
  langevinFactors,
  oneStepRule,
  predictorCorrectorRule,
  reverseDiffusionFactors,
  sdeDpmSolverPpRule,
  unipcRule,
  type CourseLeg,
  type Rule,
} from '@partita/samplers';
import { describe, expect, it } from 'vitest';
import type { Segment } from '@partita/core';
import { UniformTimeGrid } from '@partita/ode';
import { course, end, flowed, gradedGrid, lawAfter, marginal, slope, toys, type Toy } from './host.ts';
import { ddimRule } from './rules.ts';

const data = { mean: 0.5, variance: 0.25 };
const expectOrder = (actual: number, theory: number): void => expect(Math.abs(actual - theory), `order ${actual}`).toBeLessThan(0.15);

/** From log-SNR −2 up to `to`: there the start of the way counts as much as its end. */
const middle = ({ name, sde }: Toy, to: number): Toy => ({ name, sde: { ...sde, horizon: sde.time(-2) }, tMin: sde.time(to) });

describe.each(toys.map((toy) => middle(toy, 6)))('along the probability flow of Gaussian data, $name', (toy) => {
  const { sde, tMin } = toy;
  const x = 1.9;
  const exact = flowed(sde, data, x, sde.horizon, tMin);
  const nodes = [0.25, 0.5].map((part) => sde.time(sde.logSnr(tMin) + part * (sde.logSnr(sde.horizon) - sde.logSnr(tMin))));

  it.each([
    ['ddim', ddimRule(0), 1],
    ['dpm-solver-pp 2M', dpmSolverPpRule(2), 2],
    ['dpm-solver-pp 3M', dpmSolverPpRule(3), 3],
    ['unipc 2', unipcRule(2), 3],
    ['unipc 3', unipcRule(3), 4],
    ['edm-heun', edmHeunRule(), 2],
  ])('%s has its order once it is under way', (_name, rule, order) => {
    expectOrder(
      slope((steps) => Math.abs(end(rule, course(toy, gradedGrid(steps, tMin)), data, x) - exact), 64),
      order,
    );
  });

  it.each([
    ['ddim', ddimRule(0), 1],
    ['dpm-solver-pp 2M', dpmSolverPpRule(2), 2],
    ['dpm-solver-pp 3M', dpmSolverPpRule(3), 3],
    ['unipc 2', unipcRule(2), 3],
    ['unipc 3', unipcRule(3), 3],
    ['edm-heun', edmHeunRule(), 2],
  ])('%s keeps it through restarts at two edges, where the start allows', (_name, rule, order) => {
    expectOrder(
      slope((steps) => Math.abs(end(rule, course(toy, steps, nodes), data, x) - exact), 256),
      order,
    );
  });
});

describe('a grid whose steps grow', () => {
  it.each([
    ['dpm-solver-pp 2M', dpmSolverPpRule(2)],
    ['dpm-solver-pp 3M', dpmSolverPpRule(3)],
    ['unipc 2', unipcRule(2)],
    ['unipc 3', unipcRule(3)],
  ])('%s: the history does not run away at the end of steps of equal time', (_name, rule) => {
    const [toy, x] = [{ ...(toys[0] as Toy), tMin: 1e-3 }, 0.9];
    const exact = flowed(toy.sde, data, x, 1, toy.tMin);
    for (const steps of [5, 10, 20]) {
      const error = (of: Rule) => Math.abs(end(of, course(toy, new UniformTimeGrid(steps)), data, x) - exact);
      expect(error(rule)).toBeLessThan(error(ddimRule(0)));
    }
  });
});

describe.each(toys.map((toy) => middle(toy, 4)))('the law of samples of Gaussian data, $name', (toy) => {
  const { sde, tMin } = toy;
  const [before, after] = [marginal(sde, data, sde.horizon), marginal(sde, data, tMin)];
  /** From a point x at T the reverse SDE leads to the posterior of x_tMin given x_T = x. */
  const share = ((sde.alpha(sde.horizon) / sde.alpha(tMin)) * after.variance) / before.variance;
  const posterior = { mean: after.mean + share * (1.9 - before.mean), variance: after.variance - share ** 2 * before.variance };
  const errors = (rule: Rule, steps: number) => {
    const law = lawAfter(rule, course(toy, steps), data, { mean: 1.9, variance: 0 });
    return { mean: Math.abs(law.mean - posterior.mean), variance: Math.abs(law.variance - posterior.variance) };
  };

  it.each([
    ['euler-maruyama', oneStepRule(eulerMaruyamaFactors), 1],
    ['reverse-diffusion', oneStepRule(reverseDiffusionFactors), 1],
    ['ancestral', oneStepRule(ancestralFactors), 1],
    ['sde-dpm-solver-pp', sdeDpmSolverPpRule, 2],
  ])('%s: mean and variance converge at the weak order, unless exact', (_name, rule, order) => {
    for (const moment of ['mean', 'variance'] as const)
      if (errors(rule, 256)[moment] > 1e-12)
        expectOrder(
          slope((steps) => errors(rule, steps)[moment], 256),
          order,
        );
  });

  it.each([
    ['ddim with half of the noise', ddimRule(0.5), 1],
    ['edm-heun with churn', edmHeunRule({ sChurn: 4 }), 2],
  ])('%s: the marginal converges', (_name, rule, order) => {
    const error = (steps: number) => Math.abs(lawAfter(rule, course(toy, steps), data, before).variance - after.variance);
    expectOrder(slope(error, 256), order);
    expect(lawAfter(rule, course(toy, 16), data, before).mean).toBeCloseTo(after.mean, 12);
  });

  it('Langevin steps leave the marginal as it is, as their size goes to 0', () => {
    const drift = (snr: number) => {
      const { segment, times } = course(toy, 1).legs[0] as CourseLeg<Segment>;
      const t = times[0] as number;
      const corrector: Rule = {
        past: 0,
        stages: () =>
          Array.from({ length: Math.round(1 / snr ** 2) }, () => ({
            segment,
            at: t,
            ...langevinFactors(sde, t, snr),
            source: 'node' as const,
          })) as never,
      };
      const law = lawAfter(corrector, course(toy, 1), data, before);
      expect(law.mean).toBeCloseTo(before.mean, 10);
      return Math.abs(law.variance / before.variance - 1);
    };
    expect(drift(0.1)).toBeLessThan(0.01);
    expectOrder(Math.log2(drift(0.1) / drift(0.05)), 2);
  });

  it('predictor-corrector: correctors take away from the error of the predictor, up to their own of order snr²', () => {
    const predictor = { factors: reverseDiffusionFactors };
    const error = (snr: number, correctorSteps: number) =>
      Math.abs(
        lawAfter(predictorCorrectorRule({ predictor, snr, correctorSteps }), course(toy, 64), data, before).variance / after.variance - 1,
      );
    const bare = error(0.1, 0);
    expect(bare).toBeGreaterThan(2e-3);
    expect(error(0.1, 10)).toBeLessThan(0.75 * bare);
    expect(error(0.1, 100)).toBeLessThan(0.2 * bare);
  });
});
