import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnnxBackend } from '@partita/backend-onnx';
import type { StepInputs, StepResults } from '@partita/training';
import { trainingProblem } from './training-problem.ts';

describe('the training step of @partita/training', () => {
  const backend = new OnnxBackend();
  beforeAll(() => backend.start());

  for (const clipNorm of [null, 0.1])
    it(`gives the state of eager tfjs after five updates, clipNorm ${String(clipNorm)}`, () => {
      const { update, train } = trainingProblem(64, [100, 150, 100], clipNorm);
      const compiled = backend.compile<StepInputs, StepResults>(update);
      const found = train(compiled, 5);
      const expected = train((inputs) => tf.tidy(() => update(inputs) as StepResults & tf.TensorContainer), 5);
      found.losses.forEach((loss, i) => expect(Math.abs(loss / (expected.losses[i] as number) - 1)).toBeLessThan(1e-5));
      for (const role of ['parameters', 'ema', 'first', 'second'] as const) {
        const scale = Math.hypot(...expected.state[role]);
        expect(Math.hypot(...found.state[role].map((value, i) => value - (expected.state[role][i] as number))) / scale).toBeLessThan(1e-5);
      }
      compiled.dispose();
    });

  it('compiles in less than a second', () => {
    const { update, train } = trainingProblem(256);
    const compiled = backend.compile<StepInputs, StepResults>(update);
    const start = performance.now();
    train(compiled, 1);
    expect(performance.now() - start).toBeLessThan(1000);
    compiled.dispose();
  });
});
