/**
 * Sessions on the C interface of ONNX Runtime's WebAssembly module. The public interface of onnxruntime-web makes promises of
 * them for the sake of its GPU builds; on the CPU every call below has its answer when it returns.
 */
import { PartitaError } from '@partita/core';
import type { WasmModule } from 'onnxruntime-web/ort-wasm-simd-threaded.mjs';
import type { Operand, Runtime, Session } from './runtime.ts';
import { WasmMemory } from './wasm-memory.ts';

/** Element types by name: the number in onnx.proto, and the array that holds them. */
const TYPES = {
  float32: { code: 1, Numbers: Float32Array },
  int32: { code: 6, Numbers: Int32Array },
  bool: { code: 9, Numbers: Uint8Array },
} as const;

const BY_CODE = new Map<number, keyof typeof TYPES>(Object.entries(TYPES).map(([name, { code }]) => [code, name as keyof typeof TYPES]));

const ALL_OPTIMISATIONS = 99;
const FATAL = 4;
const ON_CPU = 1;

export const wasmSession = (ort: WasmModule): Runtime['Session'] =>
  class implements Session {
    #session = 0;

    loadModel(
      buffer: ArrayBufferLike,
      byteOffset: number,
      byteLength: number,
      { intraOpNumThreads = 1 }: { intraOpNumThreads?: number },
    ): void {
      if (intraOpNumThreads > 1)
        throw new PartitaError('In browsers a compiled function runs on one thread; leave threads at 1, and train in several workers.');
      WasmMemory.use(ort, (memory) => {
        const model = memory.copy(new Uint8Array(buffer, byteOffset, byteLength));
        const options = ort._OrtCreateSessionOptions(ALL_OPTIMISATIONS, true, true, 0, false, 0, 0, FATAL, 0, 0);
        this.#session = ort._OrtCreateSession(model, byteLength, options);
        ort._OrtReleaseSessionOptions(options);
        if (this.#session === 0) throw memory.lastError();
      });
    }

    run(feeds: Record<string, Operand>, fetches: Readonly<Record<string, null>>): Record<string, Operand> {
      return WasmMemory.use(ort, (memory) => {
        const outputNames = Object.keys(fetches);
        const inputs: number[] = [];
        const outputs = memory.pointers(outputNames.map(() => 0));
        try {
          for (const operand of Object.values(feeds)) inputs.push(make(operand, memory));
          const names = (list: readonly string[]): number => memory.pointers(list.map((name) => memory.text(name)));
          const { length } = outputNames;
          if (
            ort._OrtRun(
              this.#session,
              names(Object.keys(feeds)),
              memory.pointers(inputs),
              inputs.length,
              names(outputNames),
              length,
              outputs,
              0,
            )
          )
            throw memory.lastError();
          return Object.fromEntries(outputNames.map((name, i) => [name, read(memory.at(outputs, i), memory)]));
        } finally {
          for (const tensor of [...inputs, ...outputNames.map((_, i) => memory.at(outputs, i))]) if (tensor) ort._OrtReleaseTensor(tensor);
        }
      });
    }

    dispose(): void {
      ort._OrtReleaseSession(this.#session);
    }
  };

/** A tensor over a copy of the numbers in the module's memory, which lasts as long as the call. */
function make({ type, data, dims }: Operand, memory: WasmMemory): number {
  const { byteLength } = data as Float32Array;
  const { code } = TYPES[type as keyof typeof TYPES];
  const tensor = memory.ort._OrtCreateTensor(
    code,
    memory.copy(data as Float32Array),
    byteLength,
    memory.pointers(dims),
    dims.length,
    ON_CPU,
  );
  if (tensor === 0) throw memory.lastError();
  return tensor;
}

function read(tensor: number, memory: WasmMemory): Operand {
  const found = memory.pointers([0, 0, 0, 0]);
  const [code, data, shape, rank] = [0, 1, 2, 3].map((i) => found + i * memory.ort.PTR_SIZE) as [number, number, number, number];
  if (memory.ort._OrtGetTensorData(tensor, code, data, shape, rank)) throw memory.lastError();
  const at = memory.at(found, 2);
  const dims = Array.from({ length: memory.at(found, 3) }, (_, i) => memory.at(at, i));
  memory.ort._OrtFree(at);
  const type = BY_CODE.get(memory.at(found, 0)) as keyof typeof TYPES;
  const numbers = new TYPES[type].Numbers(dims.reduce((product, n) => product * n, 1));
  new Uint8Array(numbers.buffer).set(memory.bytes(memory.at(found, 1), numbers.byteLength));
  return { type, data: numbers as Float32Array, dims };
}
