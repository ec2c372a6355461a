import { parameterLayout, type Backend, type Prediction, type ScoreNetwork, type TrainingOptions } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { denoisingBatch, type BatchSource } from './batches.ts';
import { denoisingLoss, type DenoisingBatch } from './denoising-loss.ts';
import { microBatches } from './micro-batches.ts';
import { parameterViews } from './parameter-views.ts';
import type { RowWeight } from './row-weight.ts';

/** Measures the training's loss on test rows; always the same rows, times and noise, so that values compare. */
export interface HeldOutLoss {
  measure(vector: tf.Tensor1D): Promise<number>;
  dispose(): void;
}

export async function heldOutLoss(
  backend: Backend,
  network: ScoreNetwork,
  prediction: Prediction,
  source: BatchSource,
  weightOf: RowWeight,
  training: TrainingOptions,
): Promise<HeldOutLoss> {
  const layout = parameterLayout(network.parameters);
  const loss = backend.compile(({ vector, batch }: { vector: tf.Tensor1D; batch: DenoisingBatch }) => ({
    value: denoisingLoss(network, prediction, parameterViews(vector, layout), batch),
  }));
  const whole = await Promise.all(
    Array.from({ length: training.heldOutBatches }, (_, index) => denoisingBatch(source, weightOf, { split: 'test', ...training }, index)),
  );
  const batches = training.accumulate === 1 ? whole : whole.flatMap((batch) => microBatches(batch, training.accumulate));
  if (batches !== whole) tf.dispose(whole as unknown as tf.TensorContainer);
  return {
    async measure(vector) {
      let sum = 0;
      for (const batch of batches) {
        const { value } = loss({ vector, batch });
        sum += (await value.data())[0] as number;
        value.dispose();
      }
      return sum / batches.length;
    },
    dispose() {
      tf.dispose(batches as unknown as tf.TensorContainer);
      loss.dispose();
    },
  };
}
