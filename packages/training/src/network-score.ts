import { parameterLayout, type Prediction, type ScoreFunction, type ScoreNetwork } from '@partita/core';
import type { Tensor1D } from '@tensorflow/tfjs-core';
import { parameterViews } from './parameter-views.ts';
import { predict } from './predict.ts';

/** A network and its prediction as one score function of `{ vector }`, the flat parameter vector. */
export function networkScore(network: ScoreNetwork, prediction: Prediction): ScoreFunction {
  const layout = parameterLayout(network.parameters);
  const output = predict(network, prediction);
  return ({ vector }, x, at) => prediction.score(output(parameterViews(vector as Tensor1D, layout), x, at), x, at);
}
