import type { Quantity } from '../../result/suite-result.ts';

const quantity = (name: string, title: string, unit: string, better: Quantity['better'] = 'neither'): Quantity => ({
  name,
  title,
  unit,
  better,
});

export const REGRET = quantity('regret', 'regret', 'nats', 'lower');
export const NLL = quantity('nll', 'NLL', 'nats', 'lower');
export const GAP = quantity('entropy-gap', 'gap to the entropy', 'nats', 'lower');

/** What a trained model cost. */
export const COSTS: readonly Quantity[] = [
  quantity('networks', 'networks', ''),
  quantity('parameters', 'parameters', ''),
  quantity('updates', 'updates', ''),
  quantity('core-seconds', 'training', 'core-s'),
  quantity('wall-clock', 'wall-clock on all cores', 's'),
];

/** The slowest network's training: what remains when every network has a core of its own. */
export const LONGEST = quantity('longest', 'longest network', 's');
