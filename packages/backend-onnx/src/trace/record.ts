import * as tf from '@tensorflow/tfjs-core';
import type { Value } from '../graph/value.ts';
import { withoutRandom } from './no-random.ts';
import { traceBackend } from './register.ts';
import { supported, type TraceBackend } from './trace-backend.ts';
import { withOrderedTape } from './tape-order.ts';
import { flatten, unflatten } from './tree.ts';
import { mistake } from './mistake.ts';
import { withVariables } from './variables.ts';

/** A function of tensors as a graph. */
export interface Recorded {
  readonly inputs: readonly Value[];
  readonly inputPaths: readonly string[];
  /** Tensors from outside that the function uses, and the inputs that stand for them. */
  readonly captured: ReadonlyMap<tf.Tensor, Value>;
  readonly outputs: readonly Value[];
  readonly outputPaths: readonly string[];
  /** Variables that it assigns to, and the values they get after the run. */
  readonly assigned: ReadonlyMap<tf.Variable, Value>;
  /** Variables that it created. */
  readonly created: readonly tf.Variable[];
  /** The form of the result; see `unflatten`. */
  readonly result: unknown;
}

/**
 * Whether what is called now must run op by op: inside a function that is being recorded, of which it becomes a part, and under
 * a gradient taken outside compiled functions, which could not see into it.
 */
export const isObserved = (): boolean => tf.engine().state.gradientDepth > 0 || traceBackend().isRecording;

/**
 * Runs f on tensors without numbers and returns what it did. A function that creates variables, as an optimiser does at its first
 * step, is run again, as it will be from then on.
 * @param tuned see `Graph`
 * @throws PartitaError for what cannot be replayed
 */
export function record(f: (tree: unknown) => unknown, example: unknown, tuned = false): Recorded {
  const first = recordOnce(f, example, tuned);
  if (first.created.length === 0) return first;
  const second = recordOnce(f, example, tuned);
  if (second.created.length === 0) return second;
  tf.dispose([...second.created]);
  throw mistake('A compiled function creates a variable at every call; create it outside');
}

function recordOnce(f: (tree: unknown) => unknown, example: unknown, tuned: boolean): Recorded {
  const backend = traceBackend();
  tf.backend(); // makes tfjs choose a runtime, if it has not yet
  const previous = tf.getBackend();
  const { leaves, paths, structure } = flatten(example);
  const types = leaves.map(({ dtype }) => supported(dtype));
  const { graph, captured, assigned } = backend.begin(tuned);
  void tf.setBackend(backend.name); // switches at once: only runtimes that start asynchronously make it wait
  try {
    let recorded: Recorded | undefined;
    tf.tidy(() => {
      const inputs = leaves.map(({ shape }, i) => graph.input(shape, types[i] as Value['dtype']));
      const standIns = inputs.map((value) => tensorOf(backend, value));
      const { result, created } = withVariables(backend, previous, () =>
        withOrderedTape(() => withoutRandom(() => f(unflatten(structure, standIns)))),
      );
      requireSynchronous(result, backend);
      const flat = flatten(result);
      const outputs = flat.leaves.map((tensor) => backend.value(tensor));
      const { paths: outputPaths, structure: form } = flat;
      recorded = { inputs, inputPaths: paths, captured, outputs, outputPaths, assigned, created, result: form };
    });
    return recorded as Recorded;
  } catch (error) {
    forgetTape();
    throw error;
  } finally {
    backend.end();
    void tf.setBackend(previous);
  }
}

function tensorOf(backend: TraceBackend, value: Value): tf.Tensor {
  const info = { dataId: backend.store(value), shape: [...value.shape], dtype: value.dtype as tf.DataType };
  return tf.engine().makeTensorFromTensorInfo(info, backend);
}

function requireSynchronous(result: unknown, backend: TraceBackend): void {
  const isPromise = typeof (result as PromiseLike<unknown> | null | undefined)?.then === 'function';
  if (isPromise) (result as Promise<unknown>).then(undefined, () => undefined); // what it fails with afterwards is our doing
  if (backend.failure) throw backend.failure;
  if (isPromise) throw mistake('A compiled function must not be async: it is recorded in one go; await outside it');
}

/** Frees what an interrupted gradient has kept. */
function forgetTape(): void {
  const { state } = tf.engine();
  const tape = state.activeTape as readonly { readonly saved?: readonly tf.Tensor[] }[] | null;
  if (state.gradientDepth > 0 || !tape) return;
  for (const { saved } of tape) tf.dispose([...(saved ?? [])]);
  state.activeTape = null as unknown as typeof state.activeTape;
}
