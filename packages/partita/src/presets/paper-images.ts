import type { ExperimentInput } from '../run/study.ts';
import type { Preset } from './preset.ts';

/** torchvision's ToTensor, k/255, as the declared map of bytes; then the mean of every pixel is subtracted. */
const PAPER_MAP = { scale: 256 / 255, offset: -1 / 510, centre: 'pixel-mean', flip: true } as const;

/** What differs from one set of images to another. */
interface Images {
  readonly title: string;
  readonly dataset: ExperimentInput;
  readonly notes?: readonly string[];
}

const DEVIATIONS =
  'Where the networks of the paper normalise by batches, these do by groups, so that a likelihood does not depend on batch mates.';

/**
 * What all image experiments of the paper share, as its code has it (arXiv 2306.02658): ∫β = 5t², plain Adam at a constant rate, times
 * uniform, no average, 50 001 updates of 128 images for every network, one Rademacher probe, the SDE in 1000 steps.
 */
const common = (name: string, { dataset, notes = [] }: Images): ExperimentInput => ({
  name,
  notes: [...notes, DEVIATIONS],
  dataset: { ...dataset, ...PAPER_MAP },
  tMin: 1e-3,
  sde: { kind: 'vp', betaMin: 0, betaMax: 10 },
  prediction: 'epsilon',
  weighting: 'uniform',
  times: { kind: 'time', stratified: false },
  schedule: 'constant',
  averaging: 'none',
  sampler: { kind: 'euler-maruyama', grid: { kind: 'time', steps: 1000 }, batch: 64 },
  metrics: [{ kind: 'bits-per-dimension', dequantiser: 'truncated-normal' }, 'bits-per-dimension-undequantised'],
  evaluation: { points: 10_000, samples: 64, batch: 64, networksInMemory: 4 },
});

const training = (learningRate: number) => ({ steps: 50_001, batchSize: 128, learningRate });

/** Fixed steps of equal time, over all intervals together. */
const likelihood = (solver: string, steps: number) => ({
  kind: 'probability-flow',
  solver,
  grid: { kind: 'time', steps },
  trace: { kind: 'hutchinson', probes: 1, distribution: 'rademacher' },
  batch: 64,
});

/** TPSM: a U-Net for each of 100 intervals of equal time. */
const tpsm = (name: string, images: Images): Preset => ({
  summary: `the paper's ${images.title}: 100 interval U-Nets (TPSM), for many GPUs`,
  experiment: {
    ...common(name, images),
    partition: { kind: 'equal', intervals: 100 },
    network: { kind: 'unet', base: 64, multipliers: [1, 2, 4, 8], attention: [16], time: 'time' },
    training: training(2e-4),
    likelihood: likelihood('rk4', 900),
  },
});

/** DPSM: a small U-Net, which does not see the time, for each of 1000 time steps. */
const dpsm = (name: string, images: Images): Preset => ({
  summary: `the paper's ${images.title}: 1000 small U-Nets, one for each time step (DPSM), for many GPUs`,
  experiment: {
    ...common(name, images),
    partition: { kind: 'per-timestep', points: 1000 },
    network: 'unet-small',
    training: training(1e-3),
    likelihood: likelihood('euler', 1000),
  },
});

const SETS: Readonly<Record<string, Images>> = {
  cifar10: { title: 'CIFAR-10', dataset: { kind: 'cifar10' } },
  celeba64: {
    title: 'CelebA, 64×64',
    dataset: { kind: 'image-folder', directory: 'data/celeba', height: 64, width: 64, channels: 3, crop: 140 },
    notes: ['Faces are cut to their middle 140 pixels first, as is usual; a tenth of the images is kept for testing.'],
  },
  imagenet64: { title: 'ImageNet, 64×64', dataset: { kind: 'downsampled-imagenet', side: 64 } },
};

/** `cifar10-paper`, `cifar10-paper-dpsm` and so on. */
export const PAPER_IMAGES: Readonly<Record<string, Preset>> = Object.fromEntries(
  Object.entries(SETS).flatMap(([set, images]) =>
    Object.entries({ [`${set}-paper`]: tpsm, [`${set}-paper-dpsm`]: dpsm }).map(([name, preset]) => [name, preset(name, images)]),
  ),
);
