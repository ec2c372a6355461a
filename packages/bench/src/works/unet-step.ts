import { experimentSchema, parameterLayout, type ParameterSpec } from '@partita/core';
import { UNet } from '@partita/networks';
import { epsilonPrediction, trainStep } from '@partita/training';
import * as tf from '@tensorflow/tfjs-core';
import { waveBatch } from './training-step.ts';
import { updating } from './updating.ts';
import { wave } from './wave.ts';
import { ONLY, type Programs, type Work } from './work.ts';

export interface UNetStepSettings {
  readonly batch: number;
  readonly side: number;
  readonly channels: number;
  readonly base: number;
  readonly multipliers: readonly number[];
  readonly blocks: number;
  readonly attention: readonly number[];
  readonly groups: number;
  readonly learningRate: number;
}

/** The U-Net of the paper's images (arXiv 2306.02658): base 64, multipliers 1, 2, 4, 8, on CIFAR-10's sizes; its Adam too. */
const PAPER: UNetStepSettings = {
  batch: 8,
  side: 32,
  channels: 3,
  base: 64,
  multipliers: [1, 2, 4, 8],
  blocks: 2,
  attention: [16],
  groups: 32,
  learningRate: 2e-4,
};

/** One update of a whole U-Net: forward, backward, Adam, moving average. */
export const unetStep = (settings: UNetStepSettings = PAPER): Work => ({
  name: 'unet-step',
  title: `training steps of a U-Net, ${settings.batch} images of ${settings.side}×${settings.side}×${settings.channels}`,
  settings,
  flops: unetStepFlops(settings),
});

const networkOf = ({ side, channels, ...sizes }: UNetStepSettings): UNet =>
  new UNet({
    ...sizes,
    canvas: { height: side, width: side, channels, dimensions: 2 },
    middleAttention: true,
    time: 'log-snr',
    logSnr: { first: 10, last: -10 },
  });

export const unetStepPrograms: Programs<UNetStepSettings> = (backend, settings) => [
  {
    choice: ONLY,
    make() {
      const network = networkOf(settings);
      const { batch, side, channels, learningRate } = settings;
      const training = { ...experimentSchema.shape.training.parse({}), learningRate };
      const start = startVector(network.parameters);
      const zeros = (): tf.Tensor1D => tf.zeros([start.length]);
      return updating({
        update: backend.compile(trainStep(network, epsilonPrediction, training)),
        state: { parameters: tf.tensor1d(start.slice()), ema: tf.tensor1d(start), first: zeros(), second: zeros() },
        batches: [waveBatch({ batch, dimension: side * side * channels }, 0)],
        training,
      });
    },
  },
];

/** Parameters that every contestant can make: slot k is a wave of phase k, and nothing is 0. */
function startVector(parameters: readonly ParameterSpec[]): Float32Array {
  const layout = parameterLayout(parameters);
  const vector = new Float32Array(layout.reduce((sum, { size }) => sum + size, 0));
  layout.forEach(({ offset, size, shape }, slot) => {
    const scale = shape.length > 1 ? Math.sqrt((shape.at(-1) as number) / size) : 0.1;
    vector.set(wave(size, slot, scale), offset);
  });
  return vector;
}

/** Forward and two gradients of each product. */
export function unetStepFlops(settings: UNetStepSettings): number {
  const { batch, side, multipliers } = settings;
  const deepest = multipliers.length - 1;
  const pixelsAt = (level: number): number => (side / 2 ** level) ** 2;
  /** Places at which a layer is applied, by its name. */
  const pixelsOf = (name: string): number => {
    const [part, at] = name.split('.') as [string, string];
    if (part === 'time' || name.endsWith('.time.weight')) return 1;
    if (part === 'middle') return pixelsAt(deepest);
    if (part === 'in' || part === 'out') return pixelsAt(0);
    const moved = name.includes('.half.') ? 1 : name.includes('.twice.') ? -1 : 0;
    return pixelsAt(Number(at) + moved);
  };
  const products = parameterLayout(networkOf(settings).parameters)
    .filter(({ shape }) => shape.length > 1)
    .map(({ name, size, shape }) => {
      const attends = name.endsWith('attention.in.weight') ? 2 * pixelsOf(name) ** 2 * (shape[0] as number) : 0;
      return size * pixelsOf(name) + attends;
    });
  return 2 * 3 * batch * products.reduce((sum, n) => sum + n, 0);
}
