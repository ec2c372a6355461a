import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { NodeBackend } from '@partita/backend-node';
import { describeBackend, isInstalled } from '@partita/testing';
import { loadTensorFlow } from '../src/load-tensorflow.ts';

/** Installed by the user, or on NODE_PATH as tools/tfjs-node-from-libtensorflow built it. */
const isHere = isInstalled('@tensorflow/tfjs-node');

describe.skipIf(!isHere)('with TensorFlow', () => {
  describeBackend('node', () => new NodeBackend());

  it('frees what TensorFlow holds beyond tfjs’s own count', async () => {
    const backend = new NodeBackend();
    await backend.start();
    const { binding } = loadTensorFlow('cpu', 1) as unknown as { binding: { getNumOfTensors: () => number } };
    const step = backend.compile(({ x }: { x: tf.Tensor }) => ({ y: tf.grad((v: tf.Tensor) => tf.sum(tf.square(tf.tanh(v))))(x) }));
    const x = tf.ones([8, 8]);
    step({ x }).y.dispose();
    const before = binding.getNumOfTensors();
    for (let i = 0; i < 50; i++) step({ x }).y.dispose();
    expect(binding.getNumOfTensors()).toBe(before);
    x.dispose();
  });

  it('is refused on a device that it does not have', async () => {
    await new NodeBackend().start();
    await expect(new NodeBackend({ device: 'gpu' }).start()).rejects.toThrow(
      /^The node backend was asked for the gpu, but TensorFlow runs on the cpu in this process; use one device a process\.$/,
    );
  });
});
