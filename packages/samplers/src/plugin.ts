import { definePlugin } from '@partita/core';
import { eulerMaruyama } from './euler-maruyama.ts';
import { probabilityFlow } from './probability-flow.ts';

export const samplersPlugin = definePlugin({ name: '@partita/samplers', components: [probabilityFlow, eulerMaruyama] });
