import { KernelBackend, type backend_util, type DataType, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { Graph } from '../graph/graph.ts';
import type { DType, Value } from '../graph/value.ts';
import { mistake } from './mistake.ts';

/** What one run of a function leaves behind. */
export interface Recording {
  readonly graph: Graph;
  /** Tensors from outside the function that it used, with the inputs that stand for them. */
  readonly captured: Map<Tensor, Value>;
  /** Variables that it assigned to, with their last values. */
  readonly assigned: Map<Variable, Value>;
}

const READING =
  'A compiled function cannot read the numbers of a tensor (dataSync, data, arraySync, print): they are not known while it is recorded; ' +
  'return the tensor and read the result, or choose between values with tf.where';

/**
 * A tfjs runtime that records instead of computing. Its kernels are the rules of `lower/`; a tensor on it stands for a value of
 * the graph under construction. tfjs's own gradient tape runs on top, so derivatives are recorded like everything else.
 */
export class TraceBackend extends KernelBackend {
  /** What tfjs calls it. */
  readonly name: string;
  #recording: Recording | undefined;
  #failure: Error | undefined;
  readonly #values = new Map<object, Value>();
  /** Every tensor that was ever recorded: none may be used after its recording. */
  readonly #everRecorded = new WeakSet<object>();

  constructor(name: string) {
    super();
    this.name = name;
  }

  get isRecording(): boolean {
    return this.#recording !== undefined;
  }

  get graph(): Graph {
    if (!this.#recording)
      throw mistake('A tensor of a compiled function is used after the function was recorded; return it instead of keeping it');
    return this.#recording.graph;
  }

  begin(tuned: boolean): Recording {
    this.#failure = undefined;
    return (this.#recording = { graph: new Graph({ tuned }), captured: new Map(), assigned: new Map() });
  }

  end(): void {
    this.#recording = undefined;
    this.#values.clear();
  }

  /** What went wrong where it could not be thrown, e.g. in a promise. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** A new tensor id for a value; never an old one, since the engine counts references by id. */
  store(value: Value): object {
    const dataId = { id: value.id };
    this.#values.set(dataId, value);
    this.#everRecorded.add(dataId);
    return dataId;
  }

  /** The value that a tensor stands for. A tensor from outside becomes an implicit input. */
  value(tensor: Tensor): Value {
    const recorded = this.#values.get(tensor.dataId);
    if (recorded) return recorded;
    const { graph, captured, assigned } = this.#recording as Recording;
    if (this.#everRecorded.has(tensor.dataId))
      throw mistake(
        'A tensor of another recording is used in a compiled function; pass it in as an input, or return it from the function it belongs to',
      );
    if (tensor.isDisposed)
      throw mistake('A compiled function uses a tensor from outside that is disposed already; keep it, or pass it in as an input');
    const known = assigned.get(tensor as Variable) ?? captured.get(tensor);
    if (known) return known;
    const value = graph.input(tensor.shape, supported(tensor.dtype));
    captured.set(tensor, value);
    return value;
  }

  /** Notes a variable's new value. */
  assign(variable: Variable, value: Tensor): void {
    (this.#recording as Recording).assigned.set(variable, this.value(value));
  }

  override write(values: backend_util.BackendValues, shape: number[], dtype: DataType): object {
    return this.store(this.graph.constant(values as Float32Array, shape, supported(dtype)));
  }

  override readSync(): never {
    throw (this.#failure ??= mistake(READING));
  }

  /** Never settles: the recording fails when the function returns, and until then nobody should go on. */
  override read(): Promise<never> {
    this.#failure ??= mistake(READING);
    return new Promise(() => undefined);
  }

  override disposeData(dataId: object): boolean {
    this.#values.delete(dataId);
    return true;
  }

  /** Always none: tfjs counts ids to find leaking kernels, and takes the copies that a gradient keeps for leaks. */
  override numDataIds(): number {
    return 0;
  }

  override move(): never {
    throw mistake('A tensor of another runtime cannot be moved into a compiled function; pass it in as an input');
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override timerAvailable(): boolean {
    return false;
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override dispose(): void {
    this.end();
  }
}

/** The element type inside a graph. @throws PartitaError for texts and complex numbers */
export function supported(dtype: DataType): DType {
  if (dtype === 'string' || dtype === 'complex64')
    throw mistake(`A compiled function takes float32, int32 and bool tensors, not ${dtype}; convert the tensor outside the function`);
  return dtype;
}
