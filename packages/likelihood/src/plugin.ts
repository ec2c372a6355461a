import { definePlugin } from '@partita/core';
import { exactTrace } from './exact-trace.ts';
import { probabilityFlow } from './probability-flow.ts';

export const likelihoodPlugin = definePlugin({ name: '@partita/likelihood', components: [exactTrace, probabilityFlow] });
