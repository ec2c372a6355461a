/** What the backend says of a tensor that no buffer holds, of numbers that are read at once, and of an error that the device tells of later. */
import { WebgpuBackend } from '@partita/backend-webgpu';
import { messageOf } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';

await new WebgpuBackend({ software: true }).start();

async function complaintOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

const x = tf.exp(tf.ones([40, 40]));
const tooLarge = await complaintOf(() => tf.tidy(() => tf.add(tf.exp(tf.ones([2 ** 16, 1])), tf.ones([1, 2 ** 16]))));
const atOnce = await complaintOf(() => x.dataSync());
const { device } = tf.backend() as unknown as { device: GPUDevice };
device.createBuffer({ size: 2 ** 40, usage: 128 });
const outOfMemory = await complaintOf(() => x.data());
const afterwards = await complaintOf(() => tf.exp(x).data());
process.stdout.write(JSON.stringify({ tooLarge, atOnce, outOfMemory, afterwards }));
