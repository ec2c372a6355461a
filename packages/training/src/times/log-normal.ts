import { defineComponent, PartitaError, TimeSampling, type Sde, type TimeInterval } from '@partita/core';
import { z } from 'zod';
import { stratifiedOption, timesByQuantile, type StratifiedOption, type TimeDistribution } from './by-quantile.ts';
import { normalCdf } from './normal-cdf.ts';
import { normalQuantile } from './normal-quantile.ts';

export interface LogNormalOptions extends StratifiedOption {
  /** Of log(σ/α). */
  readonly mean: number;
  readonly std: number;
}

/**
 * The noise-to-data ratio σ/α is log-normal (EDM, Karras et al. 2022, arXiv 2206.00364, §5), cut to the interval exactly: with
 * z = (log(σ/α) − mean)/std between a and b at the interval's ends, z = Φ⁻¹(Φ(a) + p·(Φ(b) − Φ(a))). An interval that lies mostly above
 * the mean is mirrored, so that Φ is small and exact where the draws are. As log(σ/α) = −λ/2, its rate is g²/(2σ²) and
 *
 *   q(t) = φ(z)/(Φ(b) − Φ(a)) · g²/(2·std·σ²)
 */
export function logNormalTimes({ mean, std, stratified }: LogNormalOptions): TimeSampling {
  const standard = (t: number, sde: Sde): number => (-0.5 * sde.logSnr(t) - mean) / std;
  /** The interval in terms of ±z, as from, to, and the normal's mass below and between. */
  const cut = ({ start, end }: TimeInterval, sde: Sde) => {
    const [a, b] = [standard(start, sde), standard(end, sde)];
    const sign = a + b > 0 ? -1 : 1;
    const [from, to] = sign < 0 ? [-b, -a] : [a, b];
    const below = normalCdf(from);
    const mass = normalCdf(to) - below;
    if (!(mass > 0))
      throw new PartitaError(
        `times: the log-normal distribution leaves nothing in the interval (${start}, ${end}], whose log(σ/α) is ${Math.abs(to).toFixed(1)} standard deviations or more from the mean ${mean}; choose a larger times.std, or times 'log-snr'.`,
      );
    return { sign, from, to, below, mass };
  };
  const distribution: TimeDistribution = {
    quantile(interval, sde) {
      const { sign, from, to, below, mass } = cut(interval, sde);
      return (p) => {
        const z = Math.min(Math.max(normalQuantile(below + p * mass), from), to);
        return sde.time(-2 * (mean + std * sign * z));
      };
    },
    density(t, interval, sde) {
      const z = standard(t, sde);
      const slope = (0.5 * sde.diffusion2(t)) / (std * sde.sigma(t) ** 2);
      return (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) / cut(interval, sde).mass) * slope;
    },
  };
  return timesByQuantile(distribution, { stratified });
}

export const logNormal = defineComponent({
  port: TimeSampling,
  kind: 'log-normal',
  summary: "normal in log(σ/α), cut to the interval: EDM's times",
  formula: 'log(σ/α) ~ N(mean, std²), cut to the interval',
  options: z.object({
    mean: z.number().min(-100).max(100).default(-1.2).describe('mean of log(σ/α)'),
    std: z.number().gt(0).max(100).default(1.2).describe('standard deviation of log(σ/α)'),
    stratified: stratifiedOption,
  }),
  create: logNormalTimes,
  cites: ['arXiv:2206.00364'],
});
