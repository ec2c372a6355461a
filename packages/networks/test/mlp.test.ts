import { describe, expect, it } from 'vitest';
import {
  createContainer,
  CurrentInterval,
  Dataset,
  parameterCount,
  Registry,
  scheduleAt,
  ScoreNetwork,
  Sde,
  trainingRange,
  type Schedule,
  type TimeInterval,
} from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { Mlp, networksPlugin, type MlpOptions } from '@partita/networks';
import { describeScoreNetwork, referenceBackend, toySde } from '@partita/testing';

const backend = referenceBackend();
const paper: MlpOptions = { dimension: 2, widths: [100, 150, 100], activation: 'elu', time: 'time', fourier: 0 };
const small: MlpOptions = { ...paper, dimension: 3, widths: [8, 6] };

describeScoreNetwork("the paper's mlp", () => new Mlp(paper), { dimension: 2, backend });
describeScoreNetwork(
  'mlp with log-SNR and Fourier features',
  () => new Mlp({ ...small, time: 'log-snr', fourier: 2, activation: 'silu' }),
  { dimension: 3, backend },
);
describeScoreNetwork('mlp without time', () => new Mlp({ ...small, time: 'none', activation: 'tanh' }), { dimension: 3, backend });
describeScoreNetwork('mlp with relu', () => new Mlp({ ...small, activation: 'relu' }), { dimension: 3, backend });

/** A network whose parameters make its output what it sees of the time; the bias keeps relu from cutting. */
function boundNetwork(network: ScoreNetwork) {
  const values: Record<string, number[]> = {
    'layers.0.weight': [0, 0, 1],
    'layers.0.bias': [5],
    'layers.1.weight': [1, 0],
    'layers.1.bias': [-5, 0],
  };
  const parameters = Object.fromEntries(
    network.parameters.map(({ name, shape }) => [name, tf.tensor(values[name] as number[], [...shape])]),
  );
  return { parameters, apply: network.apply.bind(network) };
}

describe('mlp', () => {
  const dataset: Dataset = { shape: [2], batch: ({ size }) => Promise.resolve(new Float32Array(2 * size)) };
  const container = createContainer(new Registry([networksPlugin])).provide(Dataset, dataset);

  it("has the paper's size: 3 → 100 → 150 → 100 → 2", () => {
    const network = container.build(ScoreNetwork, 'mlp');
    expect(parameterCount(network.parameters)).toBe(3 * 100 + 100 + 100 * 150 + 150 + 150 * 100 + 100 + 100 * 2 + 2);
  });

  it('starts from 0 where asked', () => {
    const { parameters } = new Mlp({ ...small, zeroOutput: true });
    expect(parameters.map(({ initialiser }) => initialiser.scale > 0)).toEqual([true, true, true, true, false, false]);
  });

  it('sees where in its own interval the log-SNR lies, whatever the interval', async () => {
    await backend.start();
    const seen = (interval: TimeInterval, t: number): number => {
      const { parameters, apply } = boundNetwork(
        container
          .child()
          .provide(Sde, toySde)
          .provide(CurrentInterval, interval)
          .build(ScoreNetwork, { kind: 'mlp', widths: [1], activation: 'relu', time: 'interval' }),
      );
      const at = Object.fromEntries(
        Object.entries(scheduleAt(toySde, t)).map(([name, value]) => [name, tf.tensor2d([[value]])]),
      ) as unknown as Schedule;
      return apply(parameters, tf.zeros([1, 2]), at).dataSync()[0] as number;
    };
    for (const interval of [
      { index: 0, start: 0.1, end: 0.2 },
      { index: 1, start: 0.3, end: 0.4, trainedOn: { start: 0.2, end: 0.9 } },
    ]) {
      const { start, end } = trainingRange(interval);
      const middle = toySde.time((toySde.logSnr(start) + toySde.logSnr(end)) / 2);
      [start, middle, end].forEach((t, i) => expect(seen(interval, t)).toBeCloseTo([2, 0, -2][i] as number, 4));
    }
  });

  it('drops its time input in a per-timestep partition', () => {
    const atPoint = container.child().provide(CurrentInterval, { index: 0, start: 0.5, end: 0.5 });
    expect(atPoint.build(ScoreNetwork, 'mlp').parameters[0]?.shape).toEqual([2, 100]);
    const onInterval = container.child().provide(CurrentInterval, { index: 0, start: 0.5, end: 0.6 });
    expect(onInterval.build(ScoreNetwork, 'mlp').parameters[0]?.shape).toEqual([3, 100]);
  });
});
