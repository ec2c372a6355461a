import type { InferenceSession, Tensor } from 'onnxruntime-node';

/** A tensor as ONNX Runtime takes and gives it. */
export type Operand = Pick<Tensor, 'type' | 'data' | 'dims'>;

/** A session that answers at once; the public interfaces of ONNX Runtime wrap it in promises. */
export interface Session {
  loadModel(buffer: ArrayBufferLike, byteOffset: number, byteLength: number, options: InferenceSession.SessionOptions): void;
  /** @param fetches the names of the outputs */
  run(
    feeds: Record<string, Operand>,
    fetches: Readonly<Record<string, null>>,
    options: InferenceSession.RunOptions,
  ): Record<string, Operand>;
  dispose(): void;
}

/** ONNX Runtime in this process or page. */
export interface Runtime {
  readonly Session: new () => Session;
  readonly Tensor: new (type: 'float32' | 'int32' | 'bool', data: Float32Array, dims: readonly number[]) => Operand;
  /** Execution providers that it was built with. */
  readonly providers: readonly string[];
}
