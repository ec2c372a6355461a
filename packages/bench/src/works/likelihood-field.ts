import { FLOW_FIELDS, flowSegments, type FieldInputs, type OdeSegment } from '@partita/core';
import { ExactTrace, flowField, withDirections, type FlowState } from '@partita/likelihood';
import { UniformTimeGrid } from '@partita/ode';
import * as tf from '@tensorflow/tfjs-core';
import { meanSize } from './mean-size.ts';
import { PAPER_NETWORK, SDE, T_MIN, waveParameters, waveScore, weightSizes, type NetworkSettings } from './paper-network.ts';
import type { Program, Programs, Work } from './work.ts';
import { wave } from './wave.ts';

export interface LikelihoodFieldSettings extends NetworkSettings {
  readonly batch: number;
  /** The numbers of rows that are tried as a chunk, the likeliest first. */
  readonly chunks: readonly number[];
  readonly time: number;
}

const PAPER: LikelihoodFieldSettings = { ...PAPER_NETWORK, batch: 10_000, chunks: [1000, 500, 2000, 10_000], time: 0.5 };

/** The right-hand side of the likelihood's ODE: the score and its exact trace, by a vector-Jacobian product per dimension. */
export const likelihoodField = (settings: LikelihoodFieldSettings = PAPER): Work => ({
  name: 'likelihood-field',
  title: `likelihood right-hand sides with exact trace, ${settings.batch} rows`,
  settings,
  flops: 2 * settings.batch * weightSizes(settings).reduce((sum, n) => sum + n, 0) * (1 + settings.dimension),
});

export const likelihoodFieldPrograms: Programs<LikelihoodFieldSettings> = (backend, settings) =>
  settings.chunks.map((rows) => ({
    choice: `${rows} rows at a time`,
    make(): Program {
      const { dimension, batch } = settings;
      const vector = waveParameters(settings);
      const way = { from: T_MIN, to: SDE.horizon };
      const [segment] = flowSegments(waveScore(settings, vector), new UniformTimeGrid(1), way, (score) =>
        flowField(score, new ExactTrace()),
      );
      const [flow] = withDirections([segment as OdeSegment<FlowState>], undefined) as [OdeSegment<FlowState>];
      const slope = backend.compile<FieldInputs<FlowState>, FlowState>(flow.field);
      const at = tf.tensor2d([[...flow.coefficients(settings.time)]], [1, FLOW_FIELDS.length]);
      const x = wave(batch * dimension, 0, 2);
      const states = Array.from({ length: Math.ceil(batch / rows) }, (_, i): FlowState => {
        const chunk = x.slice(i * rows * dimension, (i + 1) * rows * dimension);
        return { x: tf.tensor2d(chunk, [chunk.length / dimension, dimension]), logDet: tf.zeros([chunk.length / dimension, 1]) };
      });
      let slopes: FlowState[] = [];
      return {
        iterate() {
          tf.dispose(slopes);
          slopes = states.map((state) => slope({ state, constants: flow.constants, coefficients: at }));
        },
        settle: async () => slopes.at(-1)?.logDet.data(),
        values: async () => [await meanSize(slopes.map(({ x }) => x)), await meanSize(slopes.map(({ logDet }) => logDet))],
        dispose() {
          tf.dispose([slopes, states, vector, at] as tf.TensorContainer);
          slope.dispose();
        },
      };
    },
  }));
