import { defineComponent, inForce, part, Partition, type TimeInterval } from '@partita/core';
import { z } from 'zod';

/**
 * Another partition whose networks start from one another: k from k + 1, so that the noisy end trains first and detail is added on the
 * way to the data, in the order of the residual flow of arXiv 2306.02658. Neighbours' scores are alike, so little is left to learn; but
 * intervals train one after the other. An interval that starts from another already stays as it is.
 */
export const warmChainPartition = (of: Partition): Partition => ({
  async plan(context) {
    const plan = await of.plan(context);
    const last = inForce(plan).length - 1;
    const follows = ({ index, from }: TimeInterval): boolean => index < last && from === undefined;
    return plan.map((interval) => (follows(interval) ? { ...interval, from: interval.index + 1 } : interval));
  },
});

export const warmChain = defineComponent({
  port: Partition,
  kind: 'warm-chain',
  summary: 'another partition whose networks start from their neighbours, the noisy end first',
  formula: 'θ_k starts from the trained θ_{k+1}, k = K − 2 … 0',
  options: z.object({ of: part(Partition, 'equal-log-snr', 'the intervals') }),
  create: ({ of }, container) => warmChainPartition(container.build(Partition, of)),
  cites: ['arXiv:2306.02658'],
});
