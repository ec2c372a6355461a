import { describe, expect, it } from 'vitest';
import { createContainer, CurrentInterval, Dataset, parameterCount, Registry, ScoreNetwork } from '@partita/core';
import { Mlp, networksPlugin, type MlpOptions } from '@partita/networks';
import { describeScoreNetwork, referenceBackend } from '@partita/testing';

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

  it('drops its time input in a per-timestep partition', () => {
    const atPoint = container.child().provide(CurrentInterval, { index: 0, start: 0.5, end: 0.5 });
    expect(atPoint.build(ScoreNetwork, 'mlp').parameters[0]?.shape).toEqual([2, 100]);
    const onInterval = container.child().provide(CurrentInterval, { index: 0, start: 0.5, end: 0.6 });
    expect(onInterval.build(ScoreNetwork, 'mlp').parameters[0]?.shape).toEqual([3, 100]);
  });
});
