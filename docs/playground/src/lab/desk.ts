import {
  Backend,
  Dataset,
  experimentHash,
  LikelihoodEstimator,
  Metric,
  PartitaError,
  requirePlan,
  resolveExperiment,
  Sampler,
  Sde,
  type Checkpoint,
  type Container,
  type Experiment,
  type Measurement,
  type TimeInterval,
} from '@partita/core';
import { requireIdentity, roleVector } from '@partita/training';
import {
  assembleScore,
  experimentContainer,
  extentOf,
  gridRows,
  metricContext,
  planOf,
  requirePieces,
  requireTrainable,
  type LoadedScore,
} from 'partita/composition';
import type { Inquiry, Menu, Outline, Picture, PictureRequest, Sources } from './inquiry.ts';
import { menuOf } from './menu.ts';
import { pilotProfile } from './pilot.ts';
import { loadRegistry } from './registry.ts';

/** Cells along a side of the exact density, and rows of data. */
const SIDE = 96;
const ROWS = 2000;

interface Work {
  readonly pieces: Container;
  readonly experiment: Experiment;
  readonly plan: readonly TimeInterval[];
}

/** Everything but training, in one worker beside the page: what can be chosen, what a choice means, what networks have learned. */
export class Desk {
  #work: Work | undefined;

  /** What can be chosen, typed components among them. */
  async menu(sources: Sources): Promise<Menu> {
    return menuOf(await loadRegistry(sources));
  }

  /**
   * What an experiment comes to; pictures and measurements are of the last one outlined.
   * @param given a plan that was made elsewhere
   * @throws PartitaError on the first thing wrong with it
   */
  async outline({ wish, sources }: Inquiry, given?: readonly TimeInterval[]): Promise<Outline> {
    const registry = await loadRegistry(sources);
    const experiment = resolveExperiment({ ...wish, executor: 'web-workers' }, registry);
    const pieces = experimentContainer(registry, experiment);
    requirePieces(pieces, experiment);
    const [dataset, sde] = [pieces.resolve(Dataset), pieces.resolve(Sde)];
    const { tMin, seed, teacher } = experiment;
    if (dataset.shape.join() !== '2')
      throw new PartitaError(`dataset: this page draws rows of two numbers, not of shape [${dataset.shape.join(', ')}]; choose 'hg'.`);
    if (teacher !== null) throw new PartitaError('teacher: there are no run folders in a page; set it to null.');
    const plan = given ?? (await planOf(pieces, experiment, () => pilotProfile(registry, experiment)));
    requirePlan(plan, tMin, sde.horizon);
    requireTrainable(pieces, experiment, plan);
    this.#work = { pieces, experiment, plan };

    const extent = await extentOf(dataset, seed);
    const [alpha, sigma] = [sde.alpha(tMin), sde.sigma(tMin)];
    const logDensity = dataset.exact?.logDensity(gridRows(SIDE, extent), alpha, sigma);
    return {
      experiment,
      hash: experimentHash(experiment),
      plan,
      axis: {
        tMin,
        horizon: sde.horizon,
        logSnr: [sde.logSnr(tMin), sde.logSnr(sde.horizon)],
        intervals: plan.map(({ start, end }) => [sde.logSnr(start), sde.logSnr(end)] as const),
      },
      extent,
      data: await dataset.batch({ split: 'test', seed, index: 0, size: Math.min(ROWS, dataset.testSize ?? ROWS) }),
      ...(dataset.exact && logDensity
        ? { exact: { entropy: dataset.exact.entropy, density: { side: SIDE, values: Float32Array.from(logDensity, Math.exp) } } }
        : {}),
    };
  }

  /** The density and samples of networks, finished or not. */
  picture({ checkpoints, side, samples }: PictureRequest): Promise<Picture> {
    return this.#withScore(checkpoints, async ({ pieces, experiment }, score) => {
      const extent = await extentOf(pieces.resolve(Dataset), experiment.seed);
      const { values } = await pieces.resolve(LikelihoodEstimator).logLikelihood(score, gridRows(side, extent));
      const drawn = await pieces.resolve(Sampler).sample(score, { count: samples, seed: experiment.seed });
      return { density: { side, values: Float32Array.from(values, Math.exp) }, samples: drawn.values };
    });
  }

  /** Negative log-likelihood of test rows, in nats, as `partita evaluate` measures it. */
  nll(checkpoints: ReadonlyMap<number, Checkpoint>): Promise<Measurement | undefined> {
    return this.#withScore(checkpoints, ({ pieces, experiment }, score) =>
      pieces.build(Metric, 'nll').measure(metricContext({ pieces, experiment }, score, {})),
    );
  }

  /** @throws PartitaError when a checkpoint is not one of the experiment that was outlined last */
  requireOwn(checkpoint: Checkpoint, name: string): number {
    const { experiment, plan } = this.#outlined();
    const interval = plan[Number(checkpoint.metadata['interval'])];
    if (!interval) throw new PartitaError(`${name} names an interval that this partition does not have; open its experiment.json with it.`);
    const { index, start, end } = interval;
    requireIdentity(checkpoint, { experiment: experimentHash(experiment), interval: index, start, end, seed: experiment.seed }, name);
    return index;
  }

  #outlined(): Work {
    if (!this.#work) throw new PartitaError('Choose an experiment first.');
    return this.#work;
  }

  async #withScore<T>(checkpoints: ReadonlyMap<number, Checkpoint>, use: (work: Work, score: LoadedScore) => Promise<T>): Promise<T> {
    const work = this.#outlined();
    await work.pieces.resolve(Backend).start();
    const score = await assembleScore(work.pieces, work, async ({ index }, network) => {
      const checkpoint = checkpoints.get(index);
      if (!checkpoint) throw new PartitaError(`Interval ${index} has not been trained yet.`);
      const vector = roleVector(network, checkpoint, 'ema', `The checkpoint of interval ${index}`);
      return { vector, step: Number(checkpoint.metadata['step']) };
    });
    try {
      return await use(work, score);
    } finally {
      score.dispose();
    }
  }
}
