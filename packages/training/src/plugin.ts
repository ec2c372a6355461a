import { definePlugin } from '@partita/core';
import { exponential } from './averagings/exponential.ts';
import { none } from './averagings/none.ts';
import { power } from './averagings/power.ts';
import { edm } from './predictions/edm.ts';
import { epsilon } from './predictions/epsilon.ts';
import { score } from './predictions/score.ts';
import { v } from './predictions/v.ts';
import { x0 } from './predictions/x0.ts';
import { constant } from './schedules/constant.ts';
import { cosine } from './schedules/cosine.ts';
import { trapezoid } from './schedules/trapezoid.ts';
import { logNormal } from './times/log-normal.ts';
import { logSnr } from './times/log-snr.ts';
import { time } from './times/time.ts';
import { edm as edmWeighting } from './weightings/edm.ts';
import { likelihood } from './weightings/likelihood.ts';
import { minSnr } from './weightings/min-snr.ts';
import { uniform } from './weightings/uniform.ts';

const predictions = [epsilon, x0, v, score, edm];
const weightings = [uniform, likelihood, minSnr, edmWeighting];
const times = [logSnr, time, logNormal];
const schedules = [cosine, trapezoid, constant];
const averagings = [exponential, power, none];

/** Objectives, times, learning rates and averages. */
export const trainingPlugin = definePlugin({
  name: '@partita/training',
  components: [...predictions, ...weightings, ...times, ...schedules, ...averagings],
});
