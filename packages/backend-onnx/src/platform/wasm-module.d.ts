/** The part of ONNX Runtime's WebAssembly module that is used here: its C interface, where 0 is success, and no pointer. */
declare module 'onnxruntime-web/ort-wasm-simd-threaded.mjs' {
  export interface WasmModule {
    readonly HEAPU8: Uint8Array;
    readonly PTR_SIZE: 4 | 8;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    getValue(pointer: number, type: '*'): number;
    setValue(pointer: number, value: number, type: '*'): void;
    UTF8ToString(pointer: number): string;
    stringToUTF8(text: string, pointer: number, bytes: number): void;
    lengthBytesUTF8(text: string): number;
    _OrtInit(threads: number, logLevel: number): number;
    _OrtGetLastError(code: number, message: number): number;
    _OrtCreateSessionOptions(
      optimisation: number,
      arena: boolean,
      pattern: boolean,
      mode: number,
      profiling: boolean,
      profile: number,
      logId: number,
      logLevel: number,
      verbosity: number,
      file: number,
    ): number;
    _OrtReleaseSessionOptions(options: number): number;
    _OrtCreateSession(model: number, bytes: number, options: number): number;
    _OrtReleaseSession(session: number): number;
    _OrtCreateTensor(type: number, data: number, bytes: number, dims: number, rank: number, location: number): number;
    _OrtGetTensorData(tensor: number, type: number, data: number, dims: number, rank: number): number;
    _OrtReleaseTensor(tensor: number): number;
    _OrtFree(pointer: number): number;
    _OrtRun(
      session: number,
      inputNames: number,
      inputs: number,
      inputCount: number,
      outputNames: number,
      outputCount: number,
      outputs: number,
      options: number,
    ): number;
  }
  export default function load(settings: { readonly numThreads: number }): Promise<WasmModule>;
}
