import { expect, it } from 'vitest';
import { isLastWave, type TrainJob } from '../src/index.ts';

const jobs = (...indices: number[]): TrainJob[] =>
  indices.map((index) => ({ run: 'runs/a', experiment: {} as TrainJob['experiment'], interval: { index, start: 0, end: 1 } }));

it('tells whether a run has trained when some of its intervals have', () => {
  const chain = { intervals: [{ from: 1 }, { from: 2 }, {}, { from: 2 }] };
  expect(isLastWave({ intervals: [{}, {}] }, jobs(0, 1))).toBe(true);
  expect([jobs(2), jobs(1, 3), jobs(0)].map((wave) => isLastWave(chain, wave))).toEqual([false, false, true]);
  expect(() => isLastWave([], jobs(0))).toThrow();
});
