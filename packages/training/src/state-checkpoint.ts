import { parameterCount, parameterLayout, PartitaError, type Checkpoint, type NamedArray, type ScoreNetwork } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { TrainingState } from './train-step.ts';

/** What a checkpoint says of itself; it must match the job that loads it. */
export interface CheckpointIdentity {
  readonly experiment: string;
  readonly interval: number;
  readonly start: number;
  readonly end: number;
  readonly seed: number;
}

const ROLES = ['parameters', 'ema', 'first', 'second'] as const satisfies readonly (keyof TrainingState)[];

/** The state before the first update, at these parameters. */
export function stateAt(parameters: Float32Array): TrainingState {
  const zeros = (): tf.Tensor1D => tf.zeros([parameters.length]);
  return { parameters: tf.tensor1d(parameters), ema: tf.tensor1d(parameters), first: zeros(), second: zeros() };
}

/** The state as named arrays, `ema/layers.0.weight` and so on: readable in any safetensors tool as it is. */
export async function toCheckpoint(
  network: ScoreNetwork,
  state: TrainingState,
  metadata: CheckpointIdentity & { readonly step: number },
): Promise<Checkpoint> {
  const layout = parameterLayout(network.parameters);
  const tensors: Record<string, NamedArray> = {};
  for (const role of ROLES) {
    const data = (await state[role].data()) as Float32Array;
    for (const { name, offset, size, shape } of layout) tensors[`${role}/${name}`] = { shape, data: data.slice(offset, offset + size) };
  }
  return { metadata: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, String(value)])), tensors };
}

/** One role of a checkpoint as a flat vector. @throws PartitaError when its tensors are not this network's */
export function roleVector(network: ScoreNetwork, checkpoint: Checkpoint, role: (typeof ROLES)[number], where: string): Float32Array {
  const vector = new Float32Array(parameterCount(network.parameters));
  for (const { name, offset, shape } of parameterLayout(network.parameters)) {
    const found = checkpoint.tensors[`${role}/${name}`];
    if (found === undefined || found.shape.join() !== shape.join())
      throw new PartitaError(
        `${where} holds ${found === undefined ? 'no tensor' : `shape [${found.shape.join()}] for`} '${role}/${name}', but this network needs shape [${shape.join()}].`,
      );
    vector.set(found.data, offset);
  }
  return vector;
}

/** The state and step of a checkpoint. */
export function fromCheckpoint(network: ScoreNetwork, checkpoint: Checkpoint, where: string): { state: TrainingState; step: number } {
  const [parameters, ema, first, second] = ROLES.map((role) => tf.tensor1d(roleVector(network, checkpoint, role, where)));
  return { state: { parameters, ema, first, second } as TrainingState, step: Number(checkpoint.metadata['step']) };
}

/** Refuses a checkpoint of another experiment or interval; what people can read comes first. */
export function requireIdentity(checkpoint: Checkpoint, identity: CheckpointIdentity, where: string): void {
  const { experiment, ...rest } = identity;
  for (const [key, value] of Object.entries({ ...rest, experiment })) {
    const found = checkpoint.metadata[key];
    if (found !== String(value))
      throw new PartitaError(
        `${where} belongs to another run: its ${key} is ${found ?? 'missing'}, this one's is ${String(value)}; choose another output folder or the experiment that made it.`,
      );
  }
}
