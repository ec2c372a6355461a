/** The contracts of Partita, and the little that every package shares. */
export { defineComponent, type AnyComponent, type ComponentDescriptor, type ComponentSpec } from './components/define-component.ts';
export { definePlugin, requirePlugin, type Plugin } from './components/define-plugin.ts';
export { computingPlaces, type ComputingPlace } from './components/computing-places.ts';
export { describeOptions, type OptionDescription } from './components/describe-options.ts';
export { parseValue, type Place } from './components/parse-value.ts';
export { part, parts } from './components/part.ts';
export { Registry } from './components/registry.ts';
export type { Supply } from './components/supply.ts';
export type { UsedComponent } from './components/used-components.ts';
export { describeFileError, messageOf, PartitaError, show, suggest } from './errors/partita-error.ts';
export { assign, parseAssignment, type Assignment } from './experiment/assign.ts';
export { experimentJsonSchema } from './experiment/json-schema.ts';
export { componentsOf, experimentHash, resolveExperiment, stepsOf } from './experiment/resolve.ts';
export { experimentSchema, nameSchema, type Experiment, type PilotOptions, type TrainingOptions } from './experiment/schema.ts';
export { Container, createContainer, inject, injectable } from './injection/container.ts';
export { token, tokenName, type Token } from './injection/token.ts';
export { formatJobLine, JOB_STATUS, parseJobLine, type JobLine } from './jobs/job-line.ts';
export { isLastWave } from './jobs/last-wave.ts';
export { supervise, type Attempt, type Ending } from './jobs/supervise.ts';
export { trainEventSchema } from './jobs/train-event.ts';
export { initialParameters, parameterCount, parameterLayout, type ParameterSlot } from './parameters/layout.ts';
export { Averaging } from './ports/averaging.ts';
export { Backend, type Compiled, type Tensors } from './ports/backend.ts';
export { Budget, type BudgetContext } from './ports/budget.ts';
export { CheckpointStore, type Checkpoint, type CheckpointMetadata, type NamedArray } from './ports/checkpoint-store.ts';
export { Dataset, type BatchRequest, type ExactDensity, type GaussianTerm, type Lattice, type Split } from './ports/dataset.ts';
export { Dequantiser, type Dequantised, type DequantiserContext } from './ports/dequantiser.ts';
export {
  Executor,
  JobBody,
  JobEntry,
  WorkerEntry,
  type EngineJob,
  type TrainEvent,
  type TrainJob,
  type TrainListener,
} from './ports/executor.ts';
export { FeatureMap, type Features } from './ports/feature-map.ts';
export { latticeLevels } from './ports/lattice-levels.ts';
export { LearningRate } from './ports/learning-rate.ts';
export { LikelihoodEstimator, type LikelihoodOptions, type LogLikelihood } from './ports/likelihood-estimator.ts';
export type { LossProfile, ProfileBin } from './ports/loss-profile.ts';
export { Metric, type Measurement, type MeasurementPart, type MetricContext } from './ports/metric.ts';
export { OdeSolver, type FieldInputs, type OdeField, type OdeSegment, type OdeSolution, type OdeState } from './ports/ode-solver.ts';
export { Partition, type PartitionContext } from './ports/partition.ts';
export type { PartitionedScore, ScoreFunction, ScoreSegment } from './ports/partitioned-score.ts';
export { Prediction } from './ports/prediction.ts';
export { ReverseStep, type StepFactors } from './ports/reverse-step.ts';
export { Sampler, type SampleRequest, type Samples } from './ports/sampler.ts';
export { CurrentInterval, RunDirectory } from './ports/scope.ts';
export { ScoreNetwork, type Initialiser, type Parameters, type ParameterSpec } from './ports/score-network.ts';
export { Sde } from './ports/sde.ts';
export { TimeGrid, type Clock } from './ports/time-grid.ts';
export { TimeSampling } from './ports/time-sampling.ts';
export { TraceEstimator, type RowFunction, type ValueAndTraces } from './ports/trace-estimator.ts';
export { TrackerFactory, type Tracker } from './ports/tracker.ts';
export { Weighting, type WeightingContext } from './ports/weighting.ts';
export { randomStream, type Purpose, type RandomStream } from './random/stream.ts';
export { FLOW_FIELDS, flowSegments, type FlowColumns } from './time/flow.ts';
export { blendedSegments, type BlendedSegment } from './time/blend.ts';
export {
  inForce,
  intervalsFrom,
  isPoint,
  pointsFrom,
  trainingRange,
  type Segment,
  type TimeInterval,
  type TimeRange,
} from './time/interval.ts';
export { segmentNodes, type Leg } from './time/nodes.ts';
export { requirePlan, trainingWaves } from './time/plan.ts';
export { SCHEDULE_FIELDS, scheduleAt, type Schedule, type ScheduleValues } from './time/schedule.ts';
export { segmentsOf } from './time/segments.ts';
