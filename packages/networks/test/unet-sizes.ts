import type { ScoreNetwork } from '@partita/core';
import type { UNetOptions } from '@partita/networks';

export const ANYWHERE = { first: 10, last: -10 };

/** Two levels on images of 4×4 pixels with two channels, attention at both. */
export const tiny: UNetOptions = {
  canvas: { height: 4, width: 4, channels: 2, dimensions: 2 },
  base: 8,
  multipliers: [1, 2],
  blocks: 1,
  attention: [4, 2],
  middleAttention: true,
  groups: 2,
  time: 'log-snr',
  logSnr: ANYWHERE,
};

export const tinySignal: UNetOptions = { ...tiny, canvas: { height: 8, width: 1, channels: 1, dimensions: 1 }, attention: [] };

/** The network with every parameter that starts at 0 started at random instead: at 0 most gradients vanish. */
export const awake = (network: ScoreNetwork): ScoreNetwork => ({
  apply: network.apply.bind(network),
  parameters: network.parameters.map((spec) =>
    spec.initialiser.scale > 0 ? spec : { ...spec, initialiser: { distribution: 'normal', scale: 0.2 } },
  ),
});
