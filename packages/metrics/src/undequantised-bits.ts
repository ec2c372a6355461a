import type { Metric } from '@partita/core';
import { noiseAtStart } from './lattice/dequantised.ts';
import { latticeSlack } from './lattice/slack.ts';
import { meanOf } from './mean.ts';

export interface UndequantisedBitsOptions {
  /** Bits added to −log₂ p per dimension. */
  readonly offset: number;
}

/**
 * The protocol of the paper's code for images (Haxholli & Lorenzi 2023, arXiv 2306.02658): the model's density at tMin, at the lattice
 * points themselves, with 8 bits for the levels,
 *
 *     −E log₂ p(x)/D + offset
 *
 * It is no code length: a density can be higher at lattice points than on average over their cells, by up to `latticeSlack`, and the
 * offset need not be the width of the cells, log₂(levels/scale). The parts: with that width, and what the offset adds. Undefined for data
 * without a lattice.
 */
export const undequantisedBits = ({ offset }: UndequantisedBitsOptions): Metric => ({
  name: 'bits-per-dimension-undequantised',
  async measure(context) {
    const { dataset, score } = context;
    const { lattice } = dataset;
    if (!lattice) return undefined;
    const unit = score.dimension * Math.LN2;
    const width = Math.log2(lattice.levels / lattice.scale);
    const { value, standardError } = meanOf((await context.testLogLikelihood()).map((nats) => width - nats / unit));
    const slack = latticeSlack((noiseAtStart(score) * lattice.levels) / lattice.scale);
    return {
      value: value + (offset - width),
      standardError,
      unit: 'bits/dim, not dequantised',
      parts: [
        { name: 'with the width of the cells', value, standardError },
        { name: 'what the offset adds', value: offset - width, standardError: 0 },
      ],
      caveat: `The density at lattice points is taken for a mass, as in the paper's code. It is no code length and does not compare with bits per dimension that are: a model can reach ${slack.toFixed(slack < 0.1 ? 4 : 2)} bits/dim less than the entropy of the data.`,
    };
  },
});
