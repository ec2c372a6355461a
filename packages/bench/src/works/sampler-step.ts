import type { OdeSegment, OdeSolver, OdeState, PartitionedScore } from '@partita/core';
import { heunTableau, LogSnrGrid, rungeKuttaStep, type StepInputs } from '@partita/ode';
import { ProbabilityFlow } from '@partita/samplers';
import * as tf from '@tensorflow/tfjs-core';
import { meanSize } from './mean-size.ts';
import { PAPER_NETWORK, SDE, T_MIN, waveParameters, waveScore, weightSizes, type NetworkSettings } from './paper-network.ts';
import { ONLY, type Programs, type Work } from './work.ts';
import { waveTensor } from './wave.ts';

export interface SamplerStepSettings extends NetworkSettings {
  readonly batch: number;
  /** Steps of the log-SNR grid over the whole time axis. */
  readonly steps: number;
}

/** A step of Heun's method down the probability flow: two evaluations of the score. */
export const samplerStep = (settings: SamplerStepSettings = { ...PAPER_NETWORK, batch: 1024, steps: 64 }): Work => ({
  name: 'sampler-step',
  title: `Heun steps of the probability-flow sampler, ${settings.batch} rows`,
  settings,
  flops: 2 * 2 * settings.batch * weightSizes(settings).reduce((sum, n) => sum + n, 0),
});

export const samplerStepPrograms: Programs<SamplerStepSettings> = (backend, settings) => [
  {
    choice: ONLY,
    async make() {
      const vector = waveParameters(settings);
      const xT = waveTensor<tf.Rank.R2>([settings.batch, settings.dimension], 0, 1.4);
      const flow = await samplerSegment(waveScore(settings, vector), settings.steps, xT);
      const advance = backend.compile<StepInputs<OdeState>, OdeState>(rungeKuttaStep(heunTableau, flow.field));
      let state: OdeState = { x: tf.clone(xT) };
      let at = 0;
      return {
        iterate() {
          const [u, next] = [flow.nodes[at] as number, flow.nodes[at + 1] as number];
          const inputs = { coefficients: tf.tensor2d([[...flow.coefficients(u)], [...flow.coefficients(next)]]), h: tf.scalar(next - u) };
          const moved = advance({ state, constants: flow.constants, ...inputs });
          tf.dispose([inputs, state]);
          at = (at + 1) % (flow.nodes.length - 1);
          if (at === 0) tf.dispose(moved); // at tMin: the next samples start
          state = at === 0 ? { x: tf.clone(xT) } : moved;
        },
        settle: async () => state['x']?.data(),
        values: async () => [await meanSize(Object.values(state))],
        dispose() {
          tf.dispose([state, xT, vector]);
          advance.dispose();
        },
      };
    },
  },
];

/** What the sampler asks its solver to integrate, from the sampler itself. */
async function samplerSegment(score: PartitionedScore, steps: number, xT: tf.Tensor2D): Promise<OdeSegment<OdeState>> {
  const asked: OdeSegment<OdeState>[] = [];
  const solver: OdeSolver = {
    order: heunTableau.order,
    solve(initial, segments) {
      asked.push(...(segments as unknown as OdeSegment<OdeState>[]));
      return Promise.resolve({ state: initial, evaluations: 0 });
    },
  };
  await new ProbabilityFlow({ solver, grid: new LogSnrGrid(steps) }).carry(score, xT, { from: SDE.horizon, to: T_MIN });
  return asked[0] as OdeSegment<OdeState>;
}
