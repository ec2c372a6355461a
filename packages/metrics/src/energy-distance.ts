import type { Metric } from '@partita/core';
import { kernelDiscrepancy, radial } from './two-sample/kernel-discrepancy.ts';
import { twoSamples } from './two-sample/samples.ts';

export interface EnergyDistanceOptions {
  /** Samples and test rows that are looked at, of each. */
  readonly rows: number;
}

/**
 * The energy distance of the model's samples and the test rows, unbiased, hence around 0 and of either sign where they are alike
 * (Székely & Rizzo, doi 10.1016/j.jspi.2013.03.018): 2·E‖X − Y‖ − E‖X − X'‖ − E‖Y − Y'‖, in units of the data.
 */
export const energyDistance = ({ rows }: EnergyDistanceOptions): Metric => ({
  name: 'energy-distance',
  async measure(context) {
    return {
      ...kernelDiscrepancy(
        await twoSamples('energy-distance', context, rows),
        radial((squared) => -Math.sqrt(squared)),
      ),
      unit: 'data units',
    };
  },
});
