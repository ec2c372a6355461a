import {
  parameterLayout,
  type Backend,
  type Dataset,
  type LossProfile,
  type PilotOptions,
  type Prediction,
  type ProfileBin,
  type ScoreNetwork,
  type Sde,
} from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { denoisingBatch } from './batches.ts';
import { squaredErrors, type DenoisingBatch } from './denoising-loss.ts';
import { gradientVariance } from './gradient-variance.ts';
import { flatten, parameterViews } from './parameter-views.ts';
import { rowWeight } from './row-weight.ts';
import { logSnrTimes } from './times/log-snr.ts';
import { uniformWeighting } from './weightings/uniform.ts';

/** A trained network, and what its losses are measured on. */
export interface ProfileInputs {
  readonly backend: Backend;
  readonly dataset: Dataset;
  readonly sde: Sde;
  readonly tMin: number;
  readonly seed: number;
  readonly network: ScoreNetwork;
  readonly prediction: Prediction;
  /** Its parameters. */
  readonly vector: tf.Tensor1D;
  readonly pilot: Omit<PilotOptions, 'steps'>;
}

interface Measured {
  readonly losses: tf.Tensor1D;
  readonly gradient?: tf.Tensor1D;
}

/** Rows in one batch of a measurement. */
const ROWS = 64;

/** What a network loses at each noise level: means over `batches` × 64 rows of training data a bin. */
export async function lossProfile({ backend, network, prediction, vector, pilot, ...data }: ProfileInputs): Promise<LossProfile> {
  const layout = parameterLayout(network.parameters);
  const measure = backend.compile(({ vector: flat, batch }: { vector: tf.Tensor1D; batch: DenoisingBatch }): Measured => {
    const rows = (...tensors: tf.Tensor[]): tf.Tensor1D =>
      tf.sum(
        squaredErrors(network, prediction, Object.fromEntries(layout.map(({ name }, i) => [name, tensors[i] as tf.Tensor])), batch),
        1,
      );
    const views = parameterViews(flat, layout);
    const tensors = layout.map(({ name }) => views[name] as tf.Tensor);
    const losses = rows(...tensors);
    if (tensors.length === 0) return { losses }; // a closed form has nothing to learn
    const { grads } = tf.valueAndGrads((...own) => tf.mean<tf.Scalar>(rows(...own)))(tensors);
    return { losses, gradient: flatten(grads) };
  });
  const profile: ProfileBin[] = [];
  try {
    for (const { start, end, width, index } of binsOf(data, pilot.bins)) {
      const source = { ...data, times: logSnrTimes(), interval: { index, start, end } };
      const weightOf = rowWeight(source, uniformWeighting, prediction);
      const losses: number[] = [];
      const gradients: Float32Array[] = [];
      for (let k = 0; k < pilot.batches; k++) {
        const kind = { split: 'train', batchSize: ROWS, antithetic: false, draw: 'pilot' } as const;
        const batch = await denoisingBatch(source, weightOf, kind, index * pilot.batches + k);
        const measured = measure({ vector, batch });
        losses.push(...(await measured.losses.data()));
        gradients.push(((await measured.gradient?.data()) ?? new Float32Array()) as Float32Array);
        tf.dispose([batch, measured] as unknown as tf.TensorContainer);
      }
      const mean = (of: (loss: number) => number): number => losses.reduce((sum, loss) => sum + of(loss), 0) / losses.length;
      profile.push({
        start,
        end,
        width,
        loss: mean((loss) => loss),
        squaredLoss: mean((loss) => loss * loss),
        gradientVariance: gradientVariance(gradients, ROWS),
      });
    }
    return profile;
  } finally {
    measure.dispose();
  }
}

/** Pieces of (tMin, T] of equal width in log-SNR. */
function binsOf({ sde, tMin }: Pick<ProfileInputs, 'sde' | 'tMin'>, count: number) {
  const first = sde.logSnr(tMin);
  const width = (first - sde.logSnr(sde.horizon)) / count;
  const edge = (k: number): number => (k === 0 ? tMin : k === count ? sde.horizon : sde.time(first - k * width));
  return Array.from({ length: count }, (_, index) => ({ index, start: edge(index), end: edge(index + 1), width }));
}
