import { z } from 'zod';
import { part, parts } from '../components/part.ts';
import { Averaging } from '../ports/averaging.ts';
import { Backend } from '../ports/backend.ts';
import { Budget } from '../ports/budget.ts';
import { Dataset } from '../ports/dataset.ts';
import { Executor } from '../ports/executor.ts';
import { LearningRate } from '../ports/learning-rate.ts';
import { LikelihoodEstimator } from '../ports/likelihood-estimator.ts';
import { Metric } from '../ports/metric.ts';
import { Partition } from '../ports/partition.ts';
import { Prediction } from '../ports/prediction.ts';
import { Sampler } from '../ports/sampler.ts';
import { ScoreNetwork } from '../ports/score-network.ts';
import { Sde } from '../ports/sde.ts';
import { TimeSampling } from '../ports/time-sampling.ts';
import { Weighting } from '../ports/weighting.ts';

const count = z.int().min(1);
const seed = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The name of a run and of its folder, wherever that is. */
export const nameSchema = z
  .string()
  .regex(/^\w[\w.-]*$/, 'a name is made of letters, digits, dots, dashes and underscores, and does not begin with a dot or dash');

/** How each network is trained. One flat object, so that `--set training.steps=3000` reads well. */
const trainingSchema = z
  .strictObject({
    steps: count.default(10_000).describe('updates of each network'),
    batchSize: count.max(1_048_576).default(512).describe('rows per update'),
    accumulate: count
      .max(1_048_576)
      .default(1)
      .describe('equal parts in which a batch goes through the network, one after the other: less memory, the same update'),
    antithetic: z
      .boolean()
      .default(false)
      .describe('each row of data is used twice in a batch, with opposite noise: less variance in the gradient'),
    learningRate: z.number().gt(0).default(1e-3).describe("Adam's peak step size"),
    beta1: z.number().min(0).lt(1).default(0.9).describe("Adam's decay of the first moment"),
    beta2: z.number().min(0).lt(1).default(0.999).describe("Adam's decay of the second moment"),
    epsilon: z.number().gt(0).default(1e-8).describe("Adam's denominator offset"),
    clipNorm: z.number().gt(0).nullable().default(null).describe('gradients of a larger global norm are scaled down to it; null for none'),
    checkpointEvery: count.default(1000).describe('updates between checkpoints'),
    heldOutEvery: count.default(500).describe('updates between measurements of the held-out loss'),
    heldOutBatches: count.max(10_000).default(4).describe('test batches in one such measurement'),
  })
  .refine(({ batchSize, antithetic, accumulate }) => accumulate === 1 || batchSize % (accumulate * (antithetic ? 2 : 1)) === 0, {
    error: 'batchSize must be a multiple of accumulate, and of twice that with antithetic',
  });

/** The network that a plan may look at before it is made: one for all times, trained like the others, but briefly. */
const pilotSchema = z.strictObject({
  steps: count.default(1000).describe('its updates'),
  bins: count.max(4096).default(64).describe('noise levels, equally far apart in log-SNR, at which its losses are measured'),
  batches: z.int().min(2).max(10_000).default(8).describe('batches of 64 rows in the measurement of each'),
});

/** What is measured after training. */
const evaluationSchema = z.strictObject({
  points: count.max(100_000_000).default(2000).describe('test rows whose likelihood is computed'),
  networksInMemory: count.max(1_000_000).default(64).describe('networks whose parameters are held at a time, those used last'),
  samples: z.int().min(0).max(100_000_000).default(2000).describe('samples drawn for the figures'),
  batch: count
    .max(1_048_576)
    .default(500)
    .describe('rows and samples that are evaluated together; a killed evaluation goes on after the last of its batches'),
  neighbours: z
    .int()
    .min(0)
    .max(100_000_000)
    .default(10_000)
    .describe('training pictures among which those nearest to samples are sought; 0 for none'),
  densityGrid: z.int().min(0).max(512).default(64).describe('cells along a side of the density figures of 2-D data; 0 for none'),
  densityTimes: z
    .array(z.number().min(0).lt(1))
    .default([0, 0.05, 0.15])
    .describe('fractions of the time axis at which densities are drawn'),
});

/** An experiment. Everything has a default; the resolved file in the run shows all of them. */
export const experimentSchema = z.object({
  $schema: z.string().optional().describe('for editors'),
  name: nameSchema.default('experiment').describe('names the run and its folder'),
  seed: seed.default(0).describe('every random number is a function of it'),
  plugins: z.array(z.string()).default([]).describe('modules with further components: package names, or files relative to this one'),
  notes: z.array(z.string()).default([]).describe('sentences for the readers of the report'),
  tMin: z.number().gt(0).default(1e-3).describe('where time is truncated: the model is of p at this time'),
  dataset: part(Dataset, 'hg', 'what is learned'),
  sde: part(Sde, 'vp', 'the forward process'),
  network: part(ScoreNetwork, 'mlp', 'the network of each interval'),
  prediction: part(Prediction, 'epsilon', 'what the network predicts'),
  partition: part(Partition, 'equal', 'how time is cut into intervals'),
  budget: part(Budget, 'uniform', 'how updates are shared among the intervals'),
  pilot: pilotSchema.prefault({}).describe('the brief training that some partitions and budgets look at'),
  training: trainingSchema.prefault({}).describe('how each network is trained'),
  schedule: part(LearningRate, 'cosine', 'the learning rate over the updates'),
  times: part(TimeSampling, 'log-snr', 'which times a batch visits'),
  weighting: part(Weighting, 'uniform', 'how much an error counts at each time'),
  teacher: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe("the folder of a trained run whose score is learned in place of the data's noise; null for none"),
  averaging: part(Averaging, 'exponential', 'the average of the parameters that is evaluated'),
  backend: part(Backend, 'onnx', 'the tensor runtime'),
  executor: part(Executor, 'local', 'where the intervals train'),
  sampler: part(Sampler, 'probability-flow', 'how samples are drawn'),
  likelihood: part(LikelihoodEstimator, 'probability-flow', 'how log p is computed'),
  metrics: parts(Metric, ['nll', 'entropy-gap'], 'what is measured'),
  evaluation: evaluationSchema.prefault({}).describe('how much is measured'),
});

export type Experiment = z.output<typeof experimentSchema>;
export type PilotOptions = Experiment['pilot'];
export type TrainingOptions = z.output<typeof trainingSchema>;
