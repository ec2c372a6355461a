import { randomStream } from '@partita/core';
import type { DensityPanel, ImageReport, LossCurves, ReportInput, RunReport } from '../src/index.ts';

const LOG_SNR_MAX = 6.9;
const LOG_SNR_MIN = -10;
const T_MIN = 0.001;

/** Ten narrow Gaussians on two rings, blurred by time. */
const CENTRES = Array.from({ length: 10 }, (_, i) => {
  const angle = (2 * Math.PI * i) / 5 + (i < 5 ? 0 : Math.PI / 5);
  const radius = i < 5 ? 1.6 : 0.75;
  return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
});

function mixture(x: number, y: number, shrink: number, variance: number, tilt: number): number {
  return CENTRES.reduce((sum, [cx, cy], i) => {
    const weight = (1 + tilt * Math.sin(3 * i)) / CENTRES.length;
    const d2 = (x - shrink * cx) ** 2 + (y - shrink * cy) ** 2;
    return sum + (weight * Math.exp(-d2 / (2 * variance))) / (2 * Math.PI * variance);
  }, 0);
}

function density(t: number, blur: number, tilt: number, side: number): DensityPanel {
  const extent = [-2.6, 2.6] as const;
  const grid = (spread: number, lean: number) =>
    Float64Array.from({ length: side * side }, (_, i) => {
      const x = extent[0] + ((i % side) + 0.5) * ((extent[1] - extent[0]) / side);
      const y = extent[0] + (Math.floor(i / side) + 0.5) * ((extent[1] - extent[0]) / side);
      return mixture(x, y, Math.exp(-4 * t), 0.012 + 1.6 * t + spread, lean);
    });
  return { t, side, extent, model: grid(blur, tilt), exact: grid(0, 0) };
}

function points(seed: number, count: number, blur: number): Float32Array {
  const stream = randomStream(seed, 'data');
  return Float32Array.from({ length: 2 * count }, () => 0).map((_, i, all) => {
    if (i % 2 === 1) return all[i] as number;
    const [cx, cy] = CENTRES[Math.floor(stream.uniform() * CENTRES.length)] as readonly [number, number];
    const spread = Math.sqrt(0.012 + blur);
    all[i + 1] = cy + spread * stream.normal();
    return cx + spread * stream.normal();
  });
}

function curves(interval: number, count: number, steps: number): LossCurves {
  const stream = randomStream(7, 'noise', interval, count);
  const floor = 0.12 + (0.75 * (count - interval)) / count;
  const at = (step: number, noise: number) => floor * (1 + 2.2 * Math.exp(-step / 400)) * (1 + noise * stream.normal());
  return {
    interval,
    training: Array.from({ length: steps / 20 }, (_, i) => ({ step: 20 * (i + 1), loss: at(20 * (i + 1), 0.06) })),
    heldOut: Array.from({ length: steps / 250 }, (_, i) => ({ step: 250 * (i + 1), loss: 1.02 * at(250 * (i + 1), 0.012) })),
    seconds: 41 + 3 * stream.uniform(),
  };
}

interface Story {
  readonly name: string;
  readonly networks: number;
  readonly gap: number;
  readonly blur: number;
  readonly seed: number;
}

export function demoRun({ name, networks, gap, blur, seed }: Story, side = 64, samples = 2000): RunReport {
  const steps = 5000;
  const edge = (i: number) => LOG_SNR_MAX + ((LOG_SNR_MIN - LOG_SNR_MAX) * i) / networks;
  const time = (snr: number) => T_MIN + (1 - T_MIN) * ((LOG_SNR_MAX - snr) / (LOG_SNR_MAX - LOG_SNR_MIN)) ** 2;
  const losses = Array.from({ length: networks }, (_, i) => curves(i, networks, steps));
  return {
    name,
    dataset: 'hg',
    intervals: losses.map((_, i) => ({ index: i, start: time(edge(i)), end: time(edge(i + 1)), logSnr: [edge(i), edge(i + 1)] })),
    curves: losses,
    rows: [
      { label: 'Partition', value: networks === 1 ? 'single' : `log-SNR, ${networks} intervals` },
      { label: 'Network', value: 'MLP, 3 × 64, SiLU' },
      { label: 'Updates of each network', value: '5,000 of 512 rows' },
      { label: 'Likelihood', value: 'probability flow, RK4, 100 steps, exact trace' },
    ],
    measurements: [
      { name: 'nll', value: 1.0421 + gap, standardError: 0.0113, unit: 'nats' },
      { name: 'entropy-gap', value: gap, standardError: 0.0042, unit: 'nats' },
      {
        name: 'regret',
        value: 1.1 * gap,
        standardError: 0.001,
        unit: 'nats',
        parts: losses.map((_, i) => ({ name: `interval ${i}`, value: (1.1 * gap) / networks, standardError: 0.001 / networks })),
      },
    ],
    updates: networks * steps,
    parameters: networks * 8962,
    trainingSeconds: losses.reduce((sum, { seconds = 0 }) => sum + seconds, 0),
    data: points(1, samples, 0),
    samples: points(seed, samples, blur),
    densities: [0.001, 0.05, 0.15].map((t) => density(t, blur, 4 * blur, side)),
    experimentJson: JSON.stringify({ name, partition: { kind: 'log-snr', intervals: networks }, training: { steps } }, null, 2),
  };
}

/** Two runs of made-up numbers, complete in every respect. */
export const demoInput = (side = 64, samples = 2000): ReportInput => ({
  title: 'One network or four, on ten Gaussians',
  runs: [
    demoRun({ name: 'single', networks: 1, gap: 0.0812, blur: 0.02, seed: 2 }, side, samples),
    demoRun({ name: 'four intervals', networks: 4, gap: 0.0267, blur: 0.005, seed: 3 }, side, samples),
  ],
  notes: [
    'Both runs train the same architecture for the same number of updates per network, with the same seeds and the same solver grid.',
    'The gap is the model’s negative log-likelihood minus the entropy of the data, on the same test rows; zero is a perfect model.',
  ],
  command: 'npx partita train four-intervals.json --workers 4',
  versions: { partita: '0.1.0', '@tensorflow/tfjs-core': '4.22.0', node: 'v20.19.0' },
  machine: '4 cores, 16 GB, linux x64',
});

/** Pictures of one colour each, `[count, side, side, channels]`. */
export const plainPictures = (count: number, side: number, channels: number, colour: (i: number) => number): Uint8Array =>
  Uint8Array.from({ length: count * side * side * channels }, (_, at) => colour(Math.floor(at / (side * side * channels))));

/** Pictures of one grey each, complete in every respect. */
export function demoImages(side = 4, channels: 1 | 3 = 1): ImageReport {
  const pictures = (count: number) => plainPictures(count, side, channels, (i) => (37 * i) % 256);
  return {
    shape: [side, side, channels],
    data: pictures(64),
    samples: pictures(20),
    filmstrip: { logSnr: [12, 4, -5], noised: pictures(6), denoised: pictures(6) },
    neighbours: {
      searched: 1000,
      nearest: pictures(20),
      distances: Float64Array.from({ length: 20 }, (_, i) => 20 - i),
      heldOut: [9, 10, 11],
    },
  };
}
