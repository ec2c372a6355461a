import { defineComponent, inForce, part, Partition, PartitaError, type Experiment } from '@partita/core';
import { z } from 'zod';

/** Options of a network, laid over the experiment's. */
export type NetworkSettings = Readonly<Record<string, unknown>>;

/** Together about as many parameters as four perceptrons of 100-150-100; each about twice the next. */
const SHRINKING: Record<string, number[]>[] = [144, 108, 72, 48].map((width) => ({ widths: [width, 1.5 * width, width] }));

/**
 * Another partition with a network of its own kind or size for each interval, as in multi-expert diffusion with several architectures (Lee
 * et al. 2023, arXiv 2306.04990). The default is large at the data's end: there is the detail, and with it most of the information.
 * @param networks one for each interval, in order of time
 */
export const heterogeneousPartition = (of: Partition, networks: readonly NetworkSettings[]): Partition => ({
  async plan(context) {
    const plan = await of.plan(context);
    const count = inForce(plan).length;
    if (networks.length !== count)
      throw new PartitaError(`There are ${networks.length} networks for ${count} intervals; give 'networks' one for each.`);
    return plan.map((interval) =>
      interval.scaffold ? interval : { ...interval, network: { ...interval.network, ...networks[interval.index] } },
    );
  },
});

export const heterogeneous = defineComponent({
  port: Partition,
  kind: 'heterogeneous',
  summary: 'another partition with another network for each interval: by default large where the detail is',
  formula: "network of interval k: the experiment's, with networks[k] laid over it",
  options: z.object({
    of: part(Partition, 'equal-log-snr', 'the intervals'),
    networks: z
      .array(z.record(z.string(), z.unknown()))
      .min(1)
      .default(SHRINKING)
      .describe("options laid over the experiment's network, one set for each interval in order of time"),
  }),
  create: ({ of, networks }, container) => heterogeneousPartition(container.build(Partition, of), networks),
  refuses: ({ networks }, { network }) => strangeOption(networks, network),
  cites: ['arXiv:2306.04990'],
});

/** A network of another kind brings options of its own; settings for the experiment's must be among its options. */
function strangeOption(networks: readonly NetworkSettings[], { kind, ...options }: Experiment['network']): string | undefined {
  const strange = networks
    .filter((own) => (own['kind'] ?? kind) === kind)
    .flatMap(Object.keys)
    .find((name) => name !== 'kind' && !(name in options));
  const known = Object.keys(options);
  const choice = known.length > 0 ? `set ${known.join(', ')}` : 'choose another network';
  return strange === undefined
    ? undefined
    : `the network '${kind}' has no option '${strange}' to set in networks; ${choice}, or give each a kind.`;
}
