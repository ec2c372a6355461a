import { Dataset, defineComponent, PartitaError, Prediction, ScoreNetwork, type GaussianTerm, type Schedule } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

/**
 * What the best of all networks would give for data Σ_k w_k·N(m_k, diag V_k), in closed form. Noised, a term is
 * N(α·m_k, S_k) with S_k = α²·V_k + σ², and r_k(x) its share of the density at x; then
 *
 *   E[x₀|x] = Σ_k r_k·(m_k + α·V_k/S_k·(x − α·m_k)),   E[ε|x] = Σ_k r_k·σ/S_k·(x − α·m_k)
 *
 * (Tweedie's formula), and since a prediction's target is linear in x₀ and ε, its own best value is the target at these two.
 * It has no parameters, hence nothing to train: an oracle for everything that comes after training.
 */
export class AnalyticNetwork implements ScoreNetwork {
  readonly parameters = [];
  readonly #terms: readonly GaussianTerm[];
  readonly #prediction: Prediction;

  constructor({ terms, prediction }: { readonly terms: readonly GaussianTerm[]; readonly prediction: Prediction }) {
    this.#terms = terms;
    this.#prediction = prediction;
  }

  apply(_parameters: object, x: tf.Tensor2D, at: Schedule): tf.Tensor2D {
    const terms = this.#terms;
    const [alpha, sigma] = [at.alpha, at.sigma].map((column) => tf.expandDims<tf.Tensor3D>(column, 1)) as [tf.Tensor3D, tf.Tensor3D];
    const rowsOf = (of: (term: GaussianTerm) => readonly number[]): tf.Tensor3D => tf.tensor3d([terms.map((term) => [...of(term)])]);
    const mean = rowsOf((term) => term.mean);
    const variance = rowsOf((term) => term.variance);
    const logWeight = tf.tensor2d([terms.map(({ weight }) => Math.log(weight))]);

    const spread = tf.add(tf.mul(tf.square(alpha), variance), tf.square(sigma)); // [batch or 1, K, D], as all below
    const offset = tf.sub(tf.expandDims(x, 1), tf.mul(alpha, mean));
    const distance = tf.sum(tf.add(tf.div(tf.square(offset), spread), tf.log(spread)), 2);
    const share = tf.expandDims(tf.softmax(tf.sub(logWeight, tf.mul(distance, 0.5))), 2);
    const mix = (values: tf.Tensor): tf.Tensor2D => tf.sum<tf.Tensor2D>(tf.mul(share, values), 1);

    const slope = tf.div(offset, spread);
    const x0 = mix(tf.add(mean, tf.mul(tf.mul(alpha, variance), slope)));
    return this.#prediction.target(x0, mix(tf.mul(sigma, slope)), at);
  }
}

export const analytic = defineComponent({
  port: ScoreNetwork,
  kind: 'analytic',
  summary: 'the exact answer for mixtures of Gaussians, in place of a network: nothing is trained',
  formula: 'target(E[x0|x], E[ε|x]) of x0 ~ Σ w·N(m, V): E[x0|x] = Σ r·(m + α·V/S·(x − α·m)), E[ε|x] = Σ r·σ/S·(x − α·m), S = α²V + σ²',
  options: z.object({}),
  create(_options, container) {
    const terms = container.resolve(Dataset).exact?.gaussians;
    if (terms === undefined)
      throw new PartitaError(
        "network: 'analytic' needs data that are a mixture of Gaussians; choose the data set 'gaussian' or 'gaussian-mixture', or the network 'mlp'.",
      );
    const prediction = container.resolve(Prediction);
    if (prediction.input !== undefined)
      throw new PartitaError(
        "network: 'analytic' has to see x itself, which this prediction does not show; choose the prediction 'epsilon', or the network 'mlp'.",
      );
    return new AnalyticNetwork({ terms, prediction });
  },
  cites: ['doi:10.1198/jasa.2011.tm11181'],
});
