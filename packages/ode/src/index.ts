/** Runge-Kutta solvers read from tableaux, and the grids on which they step. */
export { euler, eulerTableau } from './euler.ts';
export { heun, heunTableau } from './heun.ts';
export { LogSnrGrid, logSnrClock, logSnrGrid } from './log-snr-grid.ts';
export { odePlugin, odePlugin as default } from './plugin.ts';
export { rk4, rk4Tableau } from './rk4.ts';
export { rungeKuttaComponent, RungeKuttaSolver } from './runge-kutta.ts';
export { rungeKuttaStep, type StepInputs } from './step.ts';
export type { Tableau } from './tableau.ts';
export { timeClock, timeGrid, UniformTimeGrid } from './time-grid.ts';
