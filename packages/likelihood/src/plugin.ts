import { definePlugin } from '@partita/core';
import { truncatedNormal } from './dequantisers/truncated-normal.ts';
import { uniform } from './dequantisers/uniform.ts';
import { probabilityFlow } from './probability-flow.ts';
import { exactTrace } from './traces/exact.ts';
import { hutchPlusPlus } from './traces/hutch-plus-plus.ts';
import { hutchinson } from './traces/hutchinson.ts';

export const likelihoodPlugin = definePlugin({
  name: '@partita/likelihood',
  components: [exactTrace, hutchinson, hutchPlusPlus, probabilityFlow, uniform, truncatedNormal],
});
