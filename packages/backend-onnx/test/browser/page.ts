/** What the test in Chromium calls in the page, and on this machine's own ONNX Runtime. */
import { jit, OnnxBackend } from '@partita/backend-onnx';
import type { StepInputs, StepResults } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { trainingProblem } from '../training-problem.ts';

/** A plain tfjs program: a line fitted by tfjs's own Adam; its slope, and the message of a mistake. */
async function plainProgram(): Promise<{ slope: number; complaint: string }> {
  await new OnnxBackend().start();
  const slope = tf.variable(tf.scalar(0));
  const adam = tf.train.adam(0.1);
  const step = jit((x: tf.Tensor, y: tf.Tensor) => adam.minimize(() => tf.mean(tf.square(tf.sub(tf.mul(slope, x), y))), true));
  const x = tf.linspace(-1, 1, 32);
  const y = tf.mul(x, 3);
  for (let i = 0; i < 200; i++) tf.dispose(step(x, y) as tf.Scalar);
  const reading = jit((v: tf.Tensor) => tf.mul(v, v.dataSync()[0] as number));
  let complaint = '';
  try {
    reading(x);
  } catch (error) {
    complaint = String(error);
  }
  return { slope: slope.dataSync()[0] as number, complaint };
}

/** Two hundred updates of the paper's network: the losses and the last parameters. */
export async function train(): Promise<{ losses: number[]; parameters: number[] }> {
  const backend = new OnnxBackend();
  await backend.start();
  const problem = trainingProblem(64);
  const step = backend.compile<StepInputs, StepResults>(problem.update);
  const { losses, state } = problem.train(step, 200);
  step.dispose();
  return { losses, parameters: Array.from(state.parameters) };
}

Object.assign(globalThis, { plainProgram, train });
