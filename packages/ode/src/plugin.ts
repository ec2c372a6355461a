import { definePlugin } from '@partita/core';
import { bogackiShampine } from './bogacki-shampine.ts';
import { dormandPrince } from './dormand-prince.ts';
import { euler } from './euler.ts';
import { heun } from './heun.ts';
import { karrasGrid } from './karras-grid.ts';
import { logSnrGrid } from './log-snr-grid.ts';
import { midpoint } from './midpoint.ts';
import { quadraticGrid } from './quadratic-grid.ts';
import { rk4 } from './rk4.ts';
import { timeGrid } from './time-grid.ts';
import { tsitouras } from './tsitouras.ts';

export const odePlugin = definePlugin({
  name: '@partita/ode',
  components: [euler, midpoint, heun, rk4, bogackiShampine, dormandPrince, tsitouras, timeGrid, quadraticGrid, logSnrGrid, karrasGrid],
});
