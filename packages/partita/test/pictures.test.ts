import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dataset, latticeLevels, Registry, resolveExperiment } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { laboratory } from '../src/bench/laboratory.ts';
import { experimentContainer } from '../src/composition/experiment-container.ts';
import { BUILT_IN } from '../src/plugins/built-in.ts';
import { filmstrips } from '../src/run/filmstrips.ts';
import { neighbours } from '../src/run/neighbours.ts';
import { inBytes, pictureBytes, pictureData } from '../src/run/pictures.ts';
import { createPartita } from '../src/index.ts';
import { scratch } from './command.ts';

const registry = new Registry(BUILT_IN);
const piecesOf = (input: Record<string, unknown>) => {
  const experiment = resolveExperiment(input, registry);
  return { experiment, pieces: experimentContainer(registry, experiment) };
};

describe('pictures', () => {
  it('are the bytes that they were made of, whatever the map to data', async () => {
    for (const affine of [{}, { scale: 256 / 255, offset: -1 / 510 }]) {
      const dataset = piecesOf({ dataset: { kind: 'shapes16', ...affine } }).pieces.resolve(Dataset);
      const pictures = pictureData(dataset)!;
      const rows = await dataset.batch({ split: 'test', seed: 3, index: 0, size: 2 });
      expect(Array.from(pictureBytes(rows, pictures))).toEqual(Array.from(latticeLevels(rows, 256, dataset.lattice!), Math.round));
      expect(inBytes(dataset.lattice!.scale / 256, dataset.lattice!)).toBeCloseTo(1, 12);
    }
  });

  it('of few bits use all of the grey scale, and what lies outside is cut off', () => {
    const pictures = pictureData(piecesOf({ dataset: { kind: 'shapes16', bits: 1 } }).pieces.resolve(Dataset))!;
    expect(Array.from(pictureBytes(Float32Array.of(-0.5, 0.5, -7, 7), { ...pictures, shape: [2, 2, 1] }))).toEqual([0, 255, 0, 255]);
  });

  it('are made of pictures only', () => {
    expect(pictureData(piecesOf({ dataset: 'hg' }).pieces.resolve(Dataset))).toBeUndefined();
    expect(pictureData(piecesOf({ dataset: 'lattice' }).pieces.resolve(Dataset))).toBeUndefined();
  });
});

describe('a filmstrip', () => {
  it('shows noised rows, and the exact mean of what they were where the score is exact', async () => {
    const dataset = { kind: 'gaussian', mean: [0.5, -1], variance: 0.25 };
    const input = { dataset, network: 'analytic', backend: 'wasm' };
    const model = await laboratory().model(input);
    try {
      const film = await filmstrips(piecesOf(input), model.score);
      const [times, noised, denoised] = ['times', 'noised', 'denoised'].map((name) => film[`filmstrip/${name}`]!);
      expect(noised!.shape).toEqual([3, times!.data.length, 2]);
      const { sde } = model.score;
      noised!.data.forEach((x, i) => {
        const t = times!.data[(i >> 1) % times!.data.length]!;
        const [alpha, sigma] = [sde.alpha(t), sde.sigma(t)];
        const mean = dataset.mean[i % 2]!;
        expect(denoised!.data[i]).toBeCloseTo(mean + ((alpha * 0.25) / (alpha ** 2 * 0.25 + sigma ** 2)) * (x - alpha * mean), 3);
      });
    } finally {
      await model.close();
    }
  });
});

describe('nearest training rows', () => {
  it('are those of a search through all of them, however they are read', async () => {
    const run = piecesOf({ dataset: 'gaussian', evaluation: { neighbours: 1203 } });
    const samples = Float32Array.of(0, 0, 1, -1, 3, 3);
    const found = await neighbours(run, samples);
    const dataset = run.pieces.resolve(Dataset);
    const batches = await Promise.all([0, 1, 2].map((index) => dataset.batch({ split: 'train', seed: 0, index, size: 500 })));
    const training = batches
      .flatMap((batch) => Array.from({ length: 500 }, (_, i) => [batch[2 * i]!, batch[2 * i + 1]!] as const))
      .slice(0, 1203);
    for (const row of [0, 1, 2]) {
      const distance = ([x, y]: readonly [number, number]) => Math.hypot(x - samples[2 * row]!, y - samples[2 * row + 1]!) / Math.SQRT2;
      const best = training.reduce((a, b) => (distance(b) < distance(a) ? b : a));
      expect(found['neighbours/samples']!.data[row]).toBeCloseTo(distance(best), 5);
      expect(Array.from(found['neighbours/rows']!.data.subarray(2 * row, 2 * row + 2))).toEqual([...best]);
    }
  });

  it('of training rows are themselves, at no distance, and those of held-out rows are not', async () => {
    const run = piecesOf({ dataset: 'shapes16', evaluation: { neighbours: 40 } });
    const rows = await run.pieces.resolve(Dataset).batch({ split: 'train', seed: 0, index: 0, size: 500 });
    const found = await neighbours(run, rows.slice(0, 5 * 256));
    expect(Array.from(found['neighbours/samples']!.data)).toEqual([0, 0, 0, 0, 0]);
    for (const distance of found['neighbours/held-out']!.data) expect(distance).toBeGreaterThan(0.05);
  });
});

describe('the report of a model of pictures', () => {
  it('has grids, filmstrips and neighbours, as files too', { timeout: 120_000 }, async () => {
    const out = join(scratch(), 'run');
    const run = await createPartita().train(
      {
        dataset: 'shapes16',
        network: { kind: 'unet', base: 4, multipliers: [1, 2], blocks: 1 },
        partition: { intervals: 2 },
        training: { steps: 2, batchSize: 4, heldOutBatches: 1 },
        executor: 'inline',
        likelihood: { grid: { kind: 'log-snr', steps: 2 }, trace: { kind: 'hutchinson', probes: 1 } },
        sampler: { grid: { kind: 'log-snr', steps: 2 } },
        metrics: ['bits-per-dimension'],
        evaluation: { points: 4, samples: 6, neighbours: 20 },
      },
      { out },
    );
    await run.evaluate();
    const html = readFileSync(await run.report(), 'utf8');
    for (const name of ['image-samples', 'filmstrips', 'neighbours']) {
      expect(html).toContain(`id="${name}"`);
      expect(
        readFileSync(join(out, 'figures', `${name}.png`))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    }
  });
});
