import { definePlugin } from '@partita/core';
import { euler } from './euler.ts';
import { heun } from './heun.ts';
import { logSnrGrid } from './log-snr-grid.ts';
import { rk4 } from './rk4.ts';
import { timeGrid } from './time-grid.ts';

export const odePlugin = definePlugin({ name: '@partita/ode', components: [euler, heun, rk4, timeGrid, logSnrGrid] });
