import {
  Averaging,
  Backend,
  Budget,
  Container,
  CurrentInterval,
  Dataset,
  Executor,
  LearningRate,
  LikelihoodEstimator,
  Partition,
  Prediction,
  Sampler,
  ScoreNetwork,
  Sde,
  TimeSampling,
  Weighting,
  type ComponentSpec,
  type Experiment,
  type Registry,
  type TimeInterval,
} from '@partita/core';

/** The pieces that an experiment names, each made when first asked for. */
export function experimentContainer(registry: Registry, experiment: Experiment): Container {
  return new Container(registry)
    .provideLazily(Dataset, (run) => run.build(Dataset, experiment.dataset))
    .provideLazily(Sde, (run) => run.build(Sde, experiment.sde))
    .provideLazily(Prediction, (run) => run.build(Prediction, experiment.prediction))
    .provideLazily(Partition, (run) => run.build(Partition, experiment.partition))
    .provideLazily(Budget, (run) => run.build(Budget, experiment.budget))
    .provideLazily(LearningRate, (run) => run.build(LearningRate, experiment.schedule))
    .provideLazily(TimeSampling, (run) => run.build(TimeSampling, experiment.times))
    .provideLazily(Weighting, (run) => run.build(Weighting, experiment.weighting))
    .provideLazily(Averaging, (run) => run.build(Averaging, experiment.averaging))
    .provideLazily(Backend, (run) => run.build(Backend, experiment.backend))
    .provideLazily(Executor, (run) => run.build(Executor, experiment.executor))
    .provideLazily(Sampler, (run) => run.build(Sampler, experiment.sampler))
    .provideLazily(LikelihoodEstimator, (run) => run.build(LikelihoodEstimator, experiment.likelihood));
}

/** The pieces of one interval: the run's, and a network of its own, by the experiment's settings with the interval's laid over them. */
export function intervalContainer(run: Container, experiment: Experiment, interval: TimeInterval): Container {
  return run
    .child()
    .provide(CurrentInterval, interval)
    .provideLazily(ScoreNetwork, (own) => own.build(ScoreNetwork, networkSpec(experiment, interval)));
}

/** Settings are laid over those of the same kind; another kind begins anew. */
function networkSpec({ network }: Experiment, { network: changes = {} }: TimeInterval): ComponentSpec {
  const { kind = network.kind } = changes as Partial<ComponentSpec>;
  return kind === network.kind ? { ...network, ...changes } : { ...changes, kind };
}
