import type { Prediction, ScoreNetwork } from '@partita/core';

/** A network as its prediction wants it called: it is shown `prediction.input(x)` where there is one, else x itself. */
export const predict =
  (network: ScoreNetwork, prediction: Prediction): ScoreNetwork['apply'] =>
  (parameters, x, at, drawn) =>
    network.apply(parameters, prediction.input?.(x, at) ?? x, at, drawn);
